/**
 * A song made ready for planning: the places where material may begin, and sums by beat so that any
 * window is judged at once. Made once an analysis and kept as long as it lives.
 */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { Key } from '@/lib/music/key';
import type { SectionLabel } from '@/lib/music/section-labels';
import { INSTRUMENT_STEM_NAMES, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import {
  downbeatIndices,
  PHRASE_BARS,
  type PhraseLine,
  phraseLines,
  type VocalEntry,
  vocalEntries,
} from './downbeats';
import type { InstrumentalTable } from './instrumental-windows';
import { changesKey, keyByBeat } from './local-key';
import type { VocalTable } from './vocal-windows';

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

/** A voice may start or end so many beats into a phrase's edge without cutting it. */
const PHRASE_EDGE_BEATS = 1;
/** A pickup of up to two beats belongs to the bar after it. */
const LONGEST_PICKUP_BEATS = 2;
/** Nobody sings for longer without a breath. */
const LONGEST_PHRASE_BARS = 8;
/** In a run of phrases the voice is as good as gone where it is so far under its mean. */
const BREATH_DIP_DB = 12;

const maps = new WeakMap<SongAnalysis, SongMap>();

/** The map of a song; the same value for the same analysis, which must not change. */
export function mapSong(analysis: SongAnalysis): SongMap {
  const known = maps.get(analysis);
  if (known) return known;
  const map = makeMap(analysis);
  maps.set(analysis, map);
  return map;
}

function makeMap(analysis: SongAnalysis): SongMap {
  const beatCount = Math.max(0, analysis.beatsSeconds.length - 1);
  const byStem = <T>(make: (stem: StemName) => T) =>
    Object.fromEntries(STEM_NAMES.map((stem) => [stem, make(stem)])) as Record<StemName, T>;
  const stemPower = byStem((stem) => {
    const levels = analysis.stems[stem].levelDbByBeat;
    return Float64Array.from(
      { length: beatCount },
      (_, beat) => 10 ** ((levels[beat] ?? -120) / 10),
    );
  });
  const instrumentalPowerSums = runningSums(beatCount, (beat) =>
    INSTRUMENT_STEM_NAMES.reduce((sum, stem) => sum + stemPower[stem][beat], 0),
  );
  const downbeats = downbeatIndices(analysis);
  const lines = phraseLines(analysis, downbeats);
  const keys = keyByBeat(analysis);
  return {
    analysis,
    beatCount,
    beatsPerBar: analysis.beatsPerBar,
    downbeats,
    lines,
    vocalEntries: vocalEntries(analysis, downbeats, lines),
    vocalActivitySums: runningSums(beatCount, (beat) => analysis.vocalActivityByBeat[beat] ?? 0),
    instrumentalPowerSums,
    stemActiveSums: byStem((stem) =>
      runningSums(beatCount, (beat) => (analysis.stems[stem].activeByBeat[beat] ? 1 : 0)),
    ),
    stemPower,
    labelByBeat: labelBeats(analysis, beatCount),
    keyByBeat: keys,
    changesKey: changesKey(keys),
    cutsPhraseAt: findCuts(analysis, beatCount),
    loudestPhrasePower: loudestPhrase(instrumentalPowerSums, analysis.beatsPerBar * PHRASE_BARS),
    instrumentalTables: new Map(),
    vocalTables: new Map(),
  };
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

function runningSums(count: number, value: (beat: number) => number): Float64Array {
  const sums = new Float64Array(count + 1);
  for (let beat = 0; beat < count; beat++) sums[beat + 1] = sums[beat] + value(beat);
  return sums;
}

function labelBeats(analysis: SongAnalysis, beatCount: number): (SectionLabel | null)[] {
  const { beatsSeconds, sections } = analysis;
  const labels: (SectionLabel | null)[] = [];
  let index = 0;
  for (let beat = 0; beat < beatCount; beat++) {
    const middle = (beatsSeconds[beat] + beatsSeconds[beat + 1]) / 2;
    while (index < sections.length && sections[index].endSeconds <= middle) index += 1;
    const section = sections[index];
    labels.push(section !== undefined && section.startSeconds <= middle ? section.label : null);
  }
  return labels;
}

/**
 * Marks the beats at which a boundary would fall inside a phrase; a pickup before its anchor may be cut
 * off. What is sung for longer than any phrase is a run of them without a breath: there the voice may be
 * cut where it is low.
 */
function findCuts(analysis: SongAnalysis, beatCount: number): Float32Array {
  const cuts = new Float32Array(beatCount + 1);
  for (const phrase of analysis.vocalPhrases) {
    const pickup = phrase.anchorBeat - phrase.startBeat;
    const hasPickup = pickup > 0 && pickup <= LONGEST_PICKUP_BEATS;
    const start = hasPickup ? phrase.anchorBeat : phrase.startBeat;
    const from = Math.max(0, Math.floor(start + PHRASE_EDGE_BEATS));
    const to = Math.min(beatCount, Math.ceil(phrase.endBeat - PHRASE_EDGE_BEATS));
    const isRun = phrase.endBeat - phrase.startBeat > LONGEST_PHRASE_BARS * analysis.beatsPerBar;
    const levels = analysis.stems.vocals.levelDbByBeat.slice(from, to);
    const usualDb = levels.reduce((sum, db) => sum + db, 0) / Math.max(1, levels.length);
    for (let beat = from; beat <= to; beat++) {
      const levelDb = analysis.stems.vocals.levelDbByBeat[beat - 1] ?? usualDb;
      const dip = Math.min(Math.max((usualDb - levelDb) / BREATH_DIP_DB, 0), 1);
      cuts[beat] = isRun ? 1 - dip : 1;
    }
  }
  return cuts;
}

function loudestPhrase(sums: Float64Array, length: number): number {
  let loudest = 0;
  const step = Math.max(1, Math.floor(length / PHRASE_BARS));
  for (let from = 0; from === 0 || from + length < sums.length; from += step) {
    loudest = Math.max(loudest, windowMean(sums, from, length));
  }
  return loudest;
}
