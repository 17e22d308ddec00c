/**
 * How well songs are taken apart: signal-to-distortion ratio of each stem against the true one, for
 * the quick split, for silence and the mixture itself, for plain masks and for the ideal ratio mask.
 */
import { createSilence, durationSeconds, lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { evaluateSeparation } from '@/lib/evaluation/separation-measures';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { quickSeparate } from '@/lib/stems/quick-separation';
import type { Stems } from '@/lib/stems/stems';
import { type Excerpt, readExcerpts, SHARED_EXCERPTS } from './excerpts';
import { idealMaskEstimates, type MaskName, plainMaskEstimates } from './plain-masks';

type Scores = Record<StemName, number>;

interface SongFigures {
  song: string;
  seconds: number;
  /** Length over processor time, so that other work on the machine does not count. */
  timesRealTime: number;
  /** Energy of the true stem over energy of the error, dB. */
  sdrDb: { quick: Scores; silence: Scores; mixture: Scores; idealMask: Scores };
  plainMasksSdrDb: { stem: StemName; mask: MaskName; sdrDb: number }[];
  /** BSS Eval of the quick split, where filtering of the true source is forgiven, dB. */
  bssEvalDb: { sdr: Scores; sir: Scores; sar: Scores };
  /** Loudest difference between the mix and the sum of the quick stems, dB relative to full scale. */
  sumErrorDbfs: number;
}

/** Measures every song of a folder that holds `NAME.mix.flac` and `NAME.STEM.flac`. */
export async function run([folder = SHARED_EXCERPTS]: string[]) {
  const songs: SongFigures[] = [];
  for await (const excerpt of readExcerpts(folder)) songs.push(await measureSong(excerpt));
  return { measure: 'plain SDR in dB unless it says BSS Eval', mean: meanFigures(songs), songs };
}

/** Means over the songs, and what they say of the quick split. */
function meanFigures(songs: readonly SongFigures[]) {
  const mean = (value: (song: SongFigures) => number) =>
    round(songs.reduce((sum, song) => sum + value(song), 0) / songs.length);
  const sdrDb = (engine: keyof SongFigures['sdrDb']) =>
    scores((stem) => mean((song) => song.sdrDb[engine][stem]));
  const quick = sdrDb('quick');
  const idealMask = sdrDb('idealMask');
  const plainMasks = (songs[0]?.plainMasksSdrDb ?? []).map(({ stem, mask }, i) => {
    const sdr = mean((song) => song.plainMasksSdrDb[i].sdrDb);
    return { stem, mask, sdrDb: sdr, quickIsBetterBy: round(quick[stem] - sdr) };
  });
  return {
    timesRealTime: mean((song) => song.timesRealTime),
    sdrDb: { quick, silence: sdrDb('silence'), mixture: sdrDb('mixture'), idealMask },
    plainMasks,
    shareOfIdealMask: scores((stem) => quick[stem] / idealMask[stem]),
    bssEvalSdrDb: scores((stem) => mean((song) => song.bssEvalDb.sdr[stem])),
    isAbovePlainMasks: plainMasks.every(({ quickIsBetterBy }) => quickIsBetterBy > 0),
  };
}

async function measureSong({ name, mix, stems: truth }: Excerpt): Promise<SongFigures> {
  const silence = createSilence(lengthSamples(mix));
  const before = process.cpuUsage();
  const quick = await quickSeparate(mix);
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = (user + system) / 1e6;
  const ideal = idealMaskEstimates(mix, truth);
  const images = (stems: Stems) => STEM_NAMES.map((stem) => stems[stem].channels);
  const bss = await evaluateSeparation(images(truth), images(quick), { criterion: 'sources' });
  const byStem = (values: readonly number[]) => scores((stem) => values[STEM_NAMES.indexOf(stem)]);
  return {
    song: name,
    seconds: round(durationSeconds(mix)),
    timesRealTime: round(durationSeconds(mix) / cpuSeconds),
    sdrDb: {
      quick: scores((stem) => sdrDb(truth[stem], quick[stem])),
      silence: scores((stem) => sdrDb(truth[stem], silence)),
      mixture: scores((stem) => sdrDb(truth[stem], mix)),
      idealMask: scores((stem) => sdrDb(truth[stem], ideal[stem])),
    },
    plainMasksSdrDb: plainMaskEstimates(mix).map(({ stem, mask, pcm }) => ({
      stem,
      mask,
      sdrDb: round(sdrDb(truth[stem], pcm)),
    })),
    bssEvalDb: { sdr: byStem(bss.sdrDb), sir: byStem(bss.sirDb), sar: byStem(bss.sarDb) },
    sumErrorDbfs: round(20 * Math.log10(worstSumError(mix, quick))),
  };
}

function sdrDb(truth: Pcm, estimate: Pcm): number {
  let signal = 0;
  let error = 0;
  truth.channels.forEach((channel, c) => {
    for (let i = 0; i < channel.length; i++) {
      signal += channel[i] ** 2;
      error += (channel[i] - estimate.channels[c][i]) ** 2;
    }
  });
  return 10 * Math.log10(signal / error);
}

function worstSumError(mix: Pcm, stems: Stems): number {
  let worst = 0;
  mix.channels.forEach((channel, c) => {
    for (let i = 0; i < channel.length; i++) {
      const sum = STEM_NAMES.reduce((total, stem) => total + stems[stem].channels[c][i], 0);
      worst = Math.max(worst, Math.abs(sum - channel[i]));
    }
  });
  return worst;
}

function scores(score: (stem: StemName) => number): Scores {
  return Object.fromEntries(STEM_NAMES.map((stem) => [stem, round(score(stem))])) as Scores;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
