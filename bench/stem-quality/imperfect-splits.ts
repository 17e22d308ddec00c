/**
 * Splits of a song whose truth is known, from perfect to bad, as different separators make them: what the
 * estimate of stem quality is fitted to and measured on.
 */
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { Stft } from '@/lib/audio/stft';
import type { Random } from '@/lib/base/random';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { quickSeparate } from '@/lib/stems/quick-separation';
import type { Stems } from '@/lib/stems/stems';

const FRAME_SIZE = 2048;
const HOP = 512;
const TINY = 1e-20;
/** Points of a mask over which a separator errs alike: about 0.2 s and 300 Hz. */
const ERROR_FRAMES = 16;
const ERROR_BINS = 14;

export interface ImperfectSplit {
  kind: 'true' | 'quick' | 'leaking' | 'masked';
  stems: Stems;
}

/** @param mix the sum of the true stems */
export async function imperfectSplits(
  mix: Pcm,
  truth: Stems,
  random: Random,
): Promise<ImperfectSplit[]> {
  const deviations = [1 + 1.5 * random.next(), 3 + 3 * random.next()];
  return [
    { kind: 'true', stems: truth },
    { kind: 'quick', stems: await quickSeparate(mix) },
    { kind: 'leaking', stems: leaking(truth, random) },
    ...deviations.map(
      (deviation): ImperfectSplit => ({
        kind: 'masked',
        stems: masked(mix, truth, deviation, random),
      }),
    ),
  ];
}

/** Each stem with a little of each other one, as it was recorded: -35 to -3 dB. */
function leaking(truth: Stems, random: Random): Stems {
  return byStem((stem) => {
    const gains = STEM_NAMES.map((other) =>
      other === stem ? 1 : 10 ** ((-35 + 32 * random.next()) / 20),
    );
    return {
      ...truth[stem],
      channels: truth[stem].channels.map((channel, c) =>
        channel.map((_, i) =>
          STEM_NAMES.reduce((sum, other, k) => sum + gains[k] * truth[other].channels[c][i], 0),
        ),
      ),
    };
  });
}

/**
 * Masks as a network makes them: the true shares of the powers, wrong by a factor that wavers with time and
 * frequency.
 * @param deviation of the factor's natural logarithm
 */
function masked(mix: Pcm, truth: Stems, deviation: number, random: Random): Stems {
  const stft = new Stft(FRAME_SIZE, HOP);
  const { bins } = stft;
  const frames = stft.frameCount(lengthSamples(mix));
  const columns = Math.ceil(bins / ERROR_BINS) + 1;
  const rows = Math.ceil(frames / ERROR_FRAMES) + 1;
  const errors = STEM_NAMES.map(() =>
    Float32Array.from({ length: rows * columns }, () => deviation * random.normal()),
  );
  const stems = byStem(() => ({
    ...mix,
    channels: mix.channels.map((channel) => new Float32Array(channel.length)),
  }));
  const spectrum = new Float32Array(2 * bins);
  const output = new Float32Array(2 * bins);
  const shares = STEM_NAMES.map(() => new Float32Array(bins));
  for (let frame = 0; frame < frames; frame++) {
    const sums = new Float32Array(bins).fill(TINY);
    STEM_NAMES.forEach((stem, s) => {
      const share = shares[s].fill(0);
      for (const channel of truth[stem].channels) {
        stft.analyze(channel, frame, spectrum);
        for (let bin = 0; bin < bins; bin++) {
          share[bin] += spectrum[2 * bin] ** 2 + spectrum[2 * bin + 1] ** 2;
        }
      }
      for (let bin = 0; bin < bins; bin++) {
        share[bin] *= Math.exp(
          smoothAt(errors[s], columns, frame / ERROR_FRAMES, bin / ERROR_BINS),
        );
        sums[bin] += share[bin];
      }
    });
    mix.channels.forEach((channel, c) => {
      stft.analyze(channel, frame, spectrum);
      STEM_NAMES.forEach((stem, s) => {
        for (let i = 0; i < output.length; i++) {
          output[i] = (spectrum[i] * shares[s][i >> 1]) / sums[i >> 1];
        }
        stft.synthesize(output, frame, stems[stem].channels[c]);
      });
    });
  }
  return stems;
}

/** Value between the points of a grid. */
function smoothAt(grid: Float32Array, columns: number, row: number, column: number): number {
  const [r, c] = [Math.floor(row), Math.floor(column)];
  const [y, x] = [row - r, column - c];
  const at = r * columns + c;
  const upper = grid[at] * (1 - x) + grid[at + 1] * x;
  const lower = (grid[at + columns] ?? 0) * (1 - x) + (grid[at + columns + 1] ?? 0) * x;
  return upper * (1 - y) + lower * y;
}

function byStem(make: (stem: StemName) => Pcm): Stems {
  return Object.fromEntries(STEM_NAMES.map((stem) => [stem, make(stem)])) as Stems;
}
