/**
 * How well the quality of stems is estimated without the true ones: estimated against true, on generated
 * songs of another series than the weights were fitted to and on excerpts with true stems:
 * `npm run bench -- stem-quality [FOLDER] [--songs N] [--fit]`. `--fit` fits the weights and prints them.
 */
import { existsSync } from 'node:fs';
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { correlation } from '@/lib/base/correlation';
import { createRandom } from '@/lib/base/random';
import { corpusSpecs } from '@/lib/demo/corpus';
import { generateSong } from '@/lib/demo/generate-song';
import { measureCrossBleed, ownShare } from '@/lib/evaluation/cross-bleed';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { LIMITS } from '@/lib/plan/constraints/limits';
import { BAND_FRAMES_PER_SECOND } from '@/lib/stems/quality/band-powers';
import type { QualitySigns } from '@/lib/stems/quality/quality-signs';
import {
  estimateQuality,
  QUALITY_WEIGHTS,
  stemQualityMeter,
} from '@/lib/stems/quality/stem-quality';
import type { Stems } from '@/lib/stems/stems';
import { readExcerpts, SHARED_EXCERPTS } from '../excerpts';
import { fitWeights } from './fit-weights';
import { type ImperfectSplit, imperfectSplits } from './imperfect-splits';

/** Series of the corpus: what is fitted to one is measured on the other. */
const FIT_SERIES = 5;
const CHECK_SERIES = 6;
const DEFAULT_SONGS = 6;
const FIT_SONGS = 18;
/** What is taken of a generated song, from where all parts play, and the parts that are judged alone. */
const START_SECONDS = 12;
const LENGTH_SECONDS = 20;
const PART_SECONDS = 5;

/** One stem of one split in one stretch of a song. */
export interface QualityCase {
  song: string;
  kind: ImperfectSplit['kind'];
  stem: StemName;
  isWhole: boolean;
  signs: QualitySigns;
  trueShare: number;
}

export async function run(args: string[]) {
  const count = Number(args[args.indexOf('--songs') + 1]) || DEFAULT_SONGS;
  if (args.includes('--fit')) {
    const cases = await generatedCases(FIT_SERIES, FIT_SONGS);
    const weights = fitWeights(cases.filter(({ isWhole }) => !isWhole));
    return { songs: FIT_SONGS, cases: cases.length, weights };
  }
  const [folder = SHARED_EXCERPTS] = args.filter(
    (arg) => !arg.startsWith('--') && !/^\d+$/.test(arg),
  );
  const generated = await generatedCases(CHECK_SERIES, count);
  const excerpts: QualityCase[] = [];
  if (existsSync(folder)) {
    for await (const { name, mix, stems } of readExcerpts(folder)) {
      excerpts.push(...(await casesOf(name, mix, stems, 1)));
    }
  }
  return {
    measure: 'share of a stem that is its own, 0 to 1; parts of 5 s; gate: the same side of 0.7',
    generated: figures(generated),
    excerpts: excerpts.length > 0 ? figures(excerpts) : `there is no ${folder}`,
    wholeExcerpts: excerpts
      .filter(({ isWhole }) => isWhole)
      .map((one) => ({
        song: one.song,
        split: one.kind,
        stem: one.stem,
        true: round(one.trueShare),
        estimated: round(estimate(one)),
      })),
  };
}

/** Songs spread over the corpus. */
async function generatedCases(series: number, count: number): Promise<QualityCase[]> {
  const specs = corpusSpecs(series);
  const cases: QualityCase[] = [];
  for (let i = 0; i < count; i++) {
    const { id, spec } = specs[Math.floor((i * specs.length) / count)];
    const { stems } = generateSong(spec);
    const cut = (pcm: Pcm) => ({
      ...pcm,
      channels: pcm.channels.map((channel) =>
        channel.slice(
          START_SECONDS * SAMPLE_RATE_HZ,
          (START_SECONDS + LENGTH_SECONDS) * SAMPLE_RATE_HZ,
        ),
      ),
    });
    const truth = Object.fromEntries(STEM_NAMES.map((stem) => [stem, cut(stems[stem])])) as Stems;
    cases.push(...(await casesOf(id, sumOf(truth), truth, i)));
    process.stderr.write(`${i + 1} of ${count} songs\r`);
  }
  return cases;
}

/** A stem that is silent in truth counts: what a split gives it is all bleed. */
async function casesOf(song: string, mix: Pcm, truth: Stems, seed: number): Promise<QualityCase[]> {
  const cases: QualityCase[] = [];
  const seconds = lengthSamples(mix) / SAMPLE_RATE_HZ;
  const starts = Array.from(
    { length: Math.floor(seconds / PART_SECONDS) },
    (_, i) => i * PART_SECONDS,
  );
  const spans = [[0, seconds], ...starts.map((start) => [start, start + PART_SECONDS])];
  for (const { kind, stems } of await imperfectSplits(mix, truth, createRandom(seed))) {
    const cells = measureCrossBleed(
      STEM_NAMES.map((stem) => stems[stem]),
      STEM_NAMES.map((stem) => truth[stem]),
    );
    const meter = stemQualityMeter(stems);
    for (const [index, [start, end]] of spans.entries()) {
      const span = {
        from: Math.round(start * BAND_FRAMES_PER_SECOND),
        to: Math.floor(end * BAND_FRAMES_PER_SECOND),
      };
      STEM_NAMES.forEach((stem, s) => {
        const signs = meter.signs(stem, span);
        const trueShare = ownShare(cells[s], start, end);
        if (!signs || trueShare === null) return;
        cases.push({ song, kind, stem, isWhole: index === 0, signs, trueShare });
      });
    }
  }
  return cases;
}

const estimate = ({ stem, signs }: QualityCase) => estimateQuality(stem, signs, QUALITY_WEIGHTS);

/** By stem over the parts: how far off, how alike, and how often on the same side of the gate. */
function figures(cases: readonly QualityCase[]) {
  return Object.fromEntries(
    STEM_NAMES.map((stem) => {
      const own = cases.filter((one) => one.stem === stem && !one.isWhole);
      const isClean = (quality: number) => quality >= LIMITS.soloStemQuality;
      const agreeing = own.filter((one) => isClean(estimate(one)) === isClean(one.trueShare));
      const error = own.reduce((sum, one) => sum + Math.abs(estimate(one) - one.trueShare), 0);
      return [
        stem,
        {
          parts: own.length,
          meanError: round(error / own.length),
          correlation: round(
            correlation(
              own.map(estimate),
              own.map((one) => one.trueShare),
            ),
          ),
          gateAgrees: round(agreeing.length / own.length),
        },
      ];
    }),
  );
}

function sumOf(stems: Stems): Pcm {
  return {
    ...stems.vocals,
    channels: stems.vocals.channels.map((channel, c) =>
      channel.map((_, i) => STEM_NAMES.reduce((sum, stem) => sum + stems[stem].channels[c][i], 0)),
    ),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
