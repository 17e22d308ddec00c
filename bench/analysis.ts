/**
 * How well songs are heard: the generated corpus (every truth known) and its figures by song and in the
 * mean, beside essentia's on the same sound, with the time each takes.
 *
 * `npm run bench -- analysis [--songs N] [--essentia]`; N songs spread over the corpus, all without it.
 */
import { analyzeSong } from '@/lib/analysis/analyze-song';
import { essentiaKey, essentiaRhythm } from '@/lib/analysis/essentia';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { toMono } from '@/lib/audio/pcm';
import { type CorpusSong, corpusSpecs } from '@/lib/demo/corpus';
import { generateSong } from '@/lib/demo/generate-song';
import type { GeneratedSong, SongTruth } from '@/lib/demo/song-truth';
import { evaluateBeats, trimBeats } from '@/lib/evaluation/beat-measures';
import { keyScore } from '@/lib/evaluation/key-measures';
import { boundaryHitRate } from '@/lib/evaluation/segment-boundaries';
import type { Key } from '@/lib/music/key';

/** What both analyses are judged by; sections and downbeats are ours alone. */
interface Figures {
  beatF: number;
  cmlT: number;
  amlT: number;
  /** Median distance of the true beats from ours, ms. */
  beatErrorMs: number;
  /** 1 where the tempo is within 1 % and in the right octave. */
  tempo: number;
  key: number;
  seconds: number;
}

interface OwnFigures extends Figures {
  downbeatF: number;
  metre: number;
  isGridConstantRight: number;
  sectionF3: number;
  sectionF05: number;
  keyConfidence: number;
  timesRealTime: number;
}

export interface SongFigures {
  id: string;
  tags: string[];
  own: OwnFigures;
  essentia?: Figures;
}

export interface AnalysisFigures {
  songs: SongFigures[];
  /** Means over the songs, over those of steady and of live tempo, and over those in four. */
  mean: Record<string, { own: Partial<OwnFigures>; essentia?: Partial<Figures> }>;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function isTempoRight(estimateBpm: number, truth: SongTruth): number {
  // A live tempo has no one figure: its median may be off by what the song itself wanders.
  const tolerance = truth.isGridConstant ? 0.01 : 0.04;
  return Math.abs(estimateBpm / truth.tempoBpm - 1) < tolerance ? 1 : 0;
}

function judge(
  truth: SongTruth,
  estimate: { beatsSeconds: readonly number[]; tempoBpm: number; key: Key },
  seconds: number,
): Figures {
  const end = (truth.beatsSeconds.at(-1) ?? 0) + 0.1;
  const beats = trimBeats(estimate.beatsSeconds.filter((time) => time < end));
  const reference = trimBeats(truth.beatsSeconds);
  const scores = evaluateBeats(reference, beats);
  const errors = reference.map((time) =>
    beats.reduce((least, beat) => Math.min(least, Math.abs(beat - time)), Number.POSITIVE_INFINITY),
  );
  return {
    beatF: scores.fMeasure,
    cmlT: scores.cmlt,
    amlT: scores.amlt,
    beatErrorMs: 1000 * median(errors),
    tempo: isTempoRight(estimate.tempoBpm, truth),
    key: keyScore(truth.key, estimate.key),
    seconds,
  };
}

function judgeOwn(truth: SongTruth, analysis: SongAnalysis, seconds: number): OwnFigures {
  const end = (truth.beatsSeconds.at(-1) ?? 0) + 0.1;
  const downbeats = trimBeats(analysis.downbeatsSeconds.filter((time) => time < end));
  return {
    ...judge(truth, analysis, seconds),
    downbeatF: evaluateBeats(trimBeats(truth.downbeatsSeconds), downbeats).fMeasure,
    metre: analysis.beatsPerBar === truth.beatsPerBar ? 1 : 0,
    isGridConstantRight: analysis.isGridConstant === truth.isGridConstant ? 1 : 0,
    sectionF3: boundaryHitRate(truth.sections, analysis.sections, 3).fMeasure,
    sectionF05: boundaryHitRate(truth.sections, analysis.sections, 0.5).fMeasure,
    keyConfidence: analysis.key.confidence,
    timesRealTime: analysis.durationSeconds / seconds,
  };
}

async function judgeEssentia(song: GeneratedSong): Promise<Figures> {
  const mono = toMono(song.mix);
  const start = performance.now();
  const rhythm = await essentiaRhythm(mono);
  const key = await essentiaKey(mono);
  return judge(song.truth, { ...rhythm, key }, (performance.now() - start) / 1000);
}

function meanOf<T extends object>(figures: readonly T[]): Partial<T> {
  const result: Partial<Record<keyof T, number>> = {};
  for (const name of Object.keys(figures[0] ?? {}) as (keyof T)[]) {
    result[name] = figures.reduce((sum, one) => sum + Number(one[name]), 0) / figures.length;
  }
  return result as Partial<T>;
}

function summarize(songs: readonly SongFigures[]) {
  const essentia = songs.flatMap((song) => song.essentia ?? []);
  return {
    count: songs.length,
    own: meanOf(songs.map((song) => song.own)),
    ...(essentia.length > 0 ? { essentia: meanOf(essentia) } : {}),
  };
}

/** `count` songs spread evenly over the corpus. */
function choose(count: number): CorpusSong[] {
  const all = corpusSpecs();
  return Array.from(
    { length: Math.min(count, all.length) },
    (_, i) => all[Math.floor((i * all.length) / Math.min(count, all.length))],
  );
}

/** @see the file's head for the arguments */
export async function run(args: string[] = []): Promise<AnalysisFigures> {
  const at = args.indexOf('--songs');
  const count = at >= 0 ? Number(args[at + 1]) : Number.POSITIVE_INFINITY;
  const withEssentia = args.includes('--essentia');
  const songs: SongFigures[] = [];
  const truths = new Map<string, SongTruth>();
  for (const { id, tags, spec } of choose(count)) {
    const song = generateSong(spec);
    const start = performance.now();
    const analysis = await analyzeSong(song.mix, song.stems);
    const own = judgeOwn(song.truth, analysis, (performance.now() - start) / 1000);
    songs.push({ id, tags, own, ...(withEssentia ? { essentia: await judgeEssentia(song) } : {}) });
    truths.set(id, song.truth);
    process.stderr.write(
      `${id}: beat ${own.beatF.toFixed(2)} downbeat ${own.downbeatF.toFixed(2)} key ${own.key} sections ${own.sectionF3.toFixed(2)}\n`,
    );
  }
  const where = (is: (truth: SongTruth) => boolean) =>
    songs.filter((song) => {
      const truth = truths.get(song.id);
      return truth !== undefined && is(truth);
    });
  return {
    songs,
    mean: {
      all: summarize(songs),
      steady: summarize(where((truth) => truth.isGridConstant)),
      live: summarize(where((truth) => !truth.isGridConstant)),
      inFour: summarize(where((truth) => truth.beatsPerBar === 4)),
    },
  };
}

export { run as runAnalysisBench };
