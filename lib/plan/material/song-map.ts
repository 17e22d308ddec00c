/**
 * A song made ready for planning: the places where material may begin, and sums by beat so that any
 * window is judged at once.
 */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { Key } from '@/lib/music/key';
import type { SectionLabel } from '@/lib/music/section-labels';
import type { StemName } from '@/lib/music/stem-names';
import { PHRASE_BARS, type PhraseLine, type VocalEntry } from './downbeats';

export interface SongMap {
  analysis: SongAnalysis;
  /** Beat intervals in the song. */
  beatCount: number;
  beatsPerBar: number;
  /** Beat indices at which bars begin. */
  downbeats: number[];
  lines: PhraseLine[];
  vocalEntries: VocalEntry[];
  /** Running sums, one longer than the beats: `sum[to] - sum[from]`. */
  vocalActivitySums: Float64Array;
  /** Power of drums, bass and other together. */
  instrumentalPowerSums: Float64Array;
  stemActiveSums: Record<StemName, Float64Array>;
  stemPower: Record<StemName, Float64Array>;
  /** The section that each beat lies in; null outside all. */
  labelByBeat: (SectionLabel | null)[];
  /** The key that each beat is in; null where it is not certain. */
  keyByBeat: (Key | null)[];
  changesKey: boolean;
  /** 1 where a boundary on that beat cuts a sung phrase, less where the voice is low, 0 between phrases. */
  cutsPhraseAt: Float32Array;
  /** Largest mean of a phrase's instrumental power: 1 on the energy scale. */
  loudestPhrasePower: number;
  /** Scores that many sections share, filled as they are asked for. */
  instrumentalTables: Map<number, InstrumentalTable>;
  vocalTables: Map<string, VocalTable>;
}

/** What is the same for every section of one length: made once a song. */
export interface InstrumentalTable {
  lines: readonly PhraseLine[];
  levelsDb: Float64Array;
  /** Place of each window's level among all, 0 to 1. */
  ranks: Float64Array;
  active: Record<StemName, Float64Array>;
  labelFit: Map<SectionLabel, Float64Array>;
}

/** What is the same for every section of one length and role: made once a song. */
export interface VocalTable {
  entries: readonly VocalEntry[];
  scores: Float64Array;
}

/** Mean of a running sum over a window, clipped to the song. */
export function windowMean(sums: Float64Array, from: number, length: number): number {
  const start = Math.max(0, Math.min(sums.length - 1, Math.round(from)));
  const end = Math.max(start, Math.min(sums.length - 1, Math.round(from + length)));
  return end > start ? (sums[end] - sums[start]) / (end - start) : 0;
}

/**
 * Level of the instruments in a window, dB under the song's loudest phrase: the mean of its phrases'
 * levels, so that a window half loud and half empty does not pass for a loud one.
 */
export function instrumentalLevelDb(map: SongMap, from: number, length: number): number {
  const step = map.beatsPerBar * PHRASE_BARS;
  let sum = 0;
  let count = 0;
  for (let at = 0; at < length; at += step) {
    const power = windowMean(map.instrumentalPowerSums, from + at, Math.min(step, length - at));
    sum += 10 * Math.log10(Math.max(power, 1e-12) / Math.max(map.loudestPhrasePower, 1e-12));
    count += 1;
  }
  return sum / Math.max(1, count);
}

/** Level of some stems in a window, dB under all instruments in the song's loudest phrase. */
export function stemsLevelDb(
  map: SongMap,
  stems: readonly StemName[],
  from: number,
  length: number,
): number {
  let power = 0;
  for (const stem of stems) {
    for (let beat = from; beat < from + length; beat++) power += map.stemPower[stem][beat] ?? 0;
  }
  const mean = power / Math.max(1, length);
  return 10 * Math.log10(Math.max(mean, 1e-12) / Math.max(map.loudestPhrasePower, 1e-12));
}

/** How well a window's labels suit, mean over its phrases: a chorus that runs on into a verse suits less. */
export function meanLabelFit(
  map: SongMap,
  from: number,
  length: number,
  fit: Partial<Record<SectionLabel, number>>,
): number {
  const step = map.beatsPerBar * PHRASE_BARS;
  let sum = 0;
  let count = 0;
  for (let at = 0; at < length; at += step) {
    const label = map.labelByBeat[Math.min(map.beatCount - 1, Math.round(from + at))];
    sum += label ? (fit[label] ?? 0) : 0;
    count += 1;
  }
  return sum / Math.max(1, count);
}
