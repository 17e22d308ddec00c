/** BSS Eval: how well sources were separated, in dB, for mono sources or multichannel images. */
import { SegueError } from '@/lib/base/errors';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { decompose, type PartEnergies, type SourceImage } from './bss-decomposition';

/** Orders that are tried to match estimates to sources grow with the factorial. */
const MOST_SOURCES_TO_PERMUTE = 8;

/** Ratios in dB by true source; `Infinity` where nothing is left to blame. */
export interface SeparationScores {
  /** Source to distortion: everything but the source. */
  sdrDb: number[];
  /** Image to spatial distortion: what filtering of the source alone has changed. */
  isrDb: number[];
  /** Source to interference: what comes from other sources. */
  sirDb: number[];
  /** Sources to artefacts: what comes from no source. */
  sarDb: number[];
  /** Index of the estimate that belongs to each true source. */
  permutation: number[];
}

/** The same by true source and frame; NaN in frames where a source or estimate is silent. */
export interface FramewiseSeparationScores {
  sdrDb: number[][];
  isrDb: number[][];
  sirDb: number[][];
  sarDb: number[][];
  permutation: number[][];
}

export interface SeparationOptions extends TaskOptions {
  /**
   * `images`: distortion is measured against the true source as it is. `sources`: against the source
   * under any filter of 512 taps, so that changes of tone are forgiven (ISR then stays that of images).
   */
  criterion: 'images' | 'sources';
  /** Whether estimates are matched to sources by the best mean SIR instead of by their order. */
  permute?: boolean;
}

/**
 * Judges estimated sources against the true ones. The figures are those of mir_eval 0.8.2
 * (`bss_eval_images`, `bss_eval_sources`), after Vincent et al. (2006, 2012).
 * @param references sources, each as equally long channels; no silent ones
 * @throws SegueError `bad-arguments` where shapes differ or a source or estimate is silent
 */
export async function evaluateSeparation(
  references: readonly SourceImage[],
  estimates: readonly SourceImage[],
  options: SeparationOptions,
): Promise<SeparationScores> {
  checkShapes(references, estimates);
  for (const [what, sources] of [
    ['true source', references],
    ['estimate', estimates],
  ] as const) {
    const silent = sources.findIndex(isSilent);
    if (silent >= 0) {
      throw new SegueError(
        'bad-arguments',
        `The ${what} ${silent + 1} is silent, so its separation cannot be judged; leave it out.`,
      );
    }
  }
  throwIfAborted(options.signal);
  await breathe();
  return scoresOf(references, estimates, options);
}

/**
 * The same in windows, to follow a separation over time and to use the median. Falls back on one
 * frame of the whole where fewer than two windows fit.
 * @param window lengths in samples
 */
export async function evaluateSeparationFramewise(
  references: readonly SourceImage[],
  estimates: readonly SourceImage[],
  window: { windowSamples: number; hopSamples: number },
  options: SeparationOptions,
): Promise<FramewiseSeparationScores> {
  checkShapes(references, estimates);
  const { windowSamples, hopSamples } = window;
  if (!(windowSamples >= 1 && hopSamples >= 1)) {
    throw new SegueError('bad-arguments', 'Window and hop must be at least one sample long.');
  }
  const length = references[0]?.[0].length ?? 0;
  const frames = Math.floor((length - windowSamples + hopSamples) / hopSamples);
  if (frames < 2) {
    return byFrame([await evaluateSeparation(references, estimates, options)], references.length);
  }
  const scores: SeparationScores[] = [];
  for (let frame = 0; frame < frames; frame++) {
    throwIfAborted(options.signal);
    options.onProgress?.({ step: 'Judging the separation', fraction: frame / frames });
    await breathe();
    const cut = (sources: readonly SourceImage[]) =>
      sources.map((source) =>
        source.map((channel) =>
          channel.subarray(frame * hopSamples, frame * hopSamples + windowSamples),
        ),
      );
    const [truth, found] = [cut(references), cut(estimates)];
    const hasSilence = truth.some(isSilent) || found.some(isSilent);
    scores.push(hasSilence ? noScores(references.length) : scoresOf(truth, found, options));
  }
  return byFrame(scores, references.length);
}

function scoresOf(
  references: readonly SourceImage[],
  estimates: readonly SourceImage[],
  { criterion, permute = false }: SeparationOptions,
): SeparationScores {
  const order = references.map((_, j) => j);
  if (order.length === 0 || references[0][0].length === 0) return noScores(0);
  const pairs = permute ? order.map(() => order) : order.map((j) => [j]);
  const scores = decompose(references, estimates, pairs).map((row) =>
    row.map((parts) => ratios(parts, criterion)),
  );
  const permutation = permute ? bestPermutation(scores.map((row) => row.map((s) => s.sir))) : order;
  const chosen = order.map((j) => scores[permutation[j]][permute ? j : 0]);
  return {
    sdrDb: chosen.map((score) => score.sdr),
    isrDb: chosen.map((score) => score.isr),
    sirDb: chosen.map((score) => score.sir),
    sarDb: chosen.map((score) => score.sar),
    permutation: [...permutation],
  };
}

function ratios(parts: PartEnergies, criterion: SeparationOptions['criterion']) {
  return {
    sdr:
      criterion === 'images'
        ? decibels(parts.source, parts.notImage)
        : decibels(parts.filteredSource, parts.notSource),
    isr: decibels(parts.source, parts.spatial),
    sir: decibels(parts.filteredSource, parts.interference),
    sar: decibels(parts.allSources, parts.artefacts),
  };
}

function decibels(wanted: number, unwanted: number): number {
  return unwanted === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(wanted / unwanted);
}

/** Order of the estimates with the largest sum of [estimate][source]; the first of equals. */
function bestPermutation(values: readonly (readonly number[])[]): number[] {
  const count = values.length;
  let best: number[] = [];
  let bestSum = Number.NEGATIVE_INFINITY;
  const extend = (chosen: number[], sum: number) => {
    if (chosen.length === count) {
      if (sum > bestSum || best.length === 0) {
        best = chosen;
        bestSum = sum;
      }
      return;
    }
    for (let estimate = 0; estimate < count; estimate++) {
      if (!chosen.includes(estimate)) {
        extend([...chosen, estimate], sum + values[estimate][chosen.length]);
      }
    }
  };
  if (count > MOST_SOURCES_TO_PERMUTE) {
    throw new SegueError(
      'bad-arguments',
      `At most ${MOST_SOURCES_TO_PERMUTE} sources can be matched in any order; give ${count} in theirs.`,
    );
  }
  extend([], 0);
  return best;
}

function checkShapes(references: readonly SourceImage[], estimates: readonly SourceImage[]): void {
  const shape = (sources: readonly SourceImage[]) =>
    sources.map((source) => source.map((channel) => channel.length).join('+')).join(', ');
  const lengths = new Set(references.flat().map((channel) => channel.length));
  const channels = new Set(references.map((source) => source.length));
  if (
    shape(references) !== shape(estimates) ||
    lengths.size > 1 ||
    channels.size > 1 ||
    channels.has(0)
  ) {
    throw new SegueError(
      'bad-arguments',
      `True and estimated sources must have the same channels and lengths in samples (${shape(references)} against ${shape(estimates)}).`,
    );
  }
  const samples = [...references, ...estimates].flat();
  if (samples.some((channel) => channel.some((sample) => !Number.isFinite(sample)))) {
    throw new SegueError('bad-arguments', 'A source holds samples that are not numbers.');
  }
}

function isSilent(source: SourceImage): boolean {
  return source[0].length > 0 && source.every((channel) => channel.every((sample) => sample === 0));
}

function noScores(sources: number): SeparationScores {
  const nothing = () => new Array<number>(sources).fill(Number.NaN);
  return {
    sdrDb: nothing(),
    isrDb: nothing(),
    sirDb: nothing(),
    sarDb: nothing(),
    permutation: nothing(),
  };
}

function byFrame(scores: readonly SeparationScores[], sources: number): FramewiseSeparationScores {
  const list = (values: (score: SeparationScores) => number[]) =>
    Array.from({ length: sources }, (_, j) => scores.map((score) => values(score)[j]));
  return {
    sdrDb: list((score) => score.sdrDb),
    isrDb: list((score) => score.isrDb),
    sirDb: list((score) => score.sirDb),
    sarDb: list((score) => score.sarDb),
    permutation: list((score) => score.permutation),
  };
}
