/**
 * A song made ready for planning: its bars and phrase lines as beat indices, and sums by beat so that
 * any window is judged at once.
 */
import type { Section, SongAnalysis } from '@/lib/analysis/song-analysis';
import type { SectionLabel } from '@/lib/music/section-labels';
import { INSTRUMENT_STEM_NAMES, STEM_NAMES, type StemName } from '@/lib/music/stem-names';

/** Bars in a phrase. */
export const PHRASE_BARS = 4;

/** A place where borrowed material may begin. */
export interface PhraseLine {
  /** Index into `beatsSeconds`; a downbeat. */
  beat: number;
  bar: number;
  section: Section | null;
  /** True on the section's first bar. */
  startsSection: boolean;
  /** 4-bar lines 0, 8-bar lines 1. */
  weight: number;
}

export interface SongMap {
  analysis: SongAnalysis;
  /** Beat intervals in the song. */
  beatCount: number;
  beatsPerBar: number;
  lines: PhraseLine[];
  /** Running sums, one longer than the beats: `sum[to] - sum[from]`. */
  vocalActivitySums: Float64Array;
  /** Power of drums, bass and other together. */
  instrumentalPowerSums: Float64Array;
  stemActiveSums: Record<StemName, Float64Array>;
  stemPowerSums: Record<StemName, Float64Array>;
  /** The section that each beat lies in; null outside all. */
  labelByBeat: (SectionLabel | null)[];
  /** 1 where a boundary on that beat cuts a sung phrase. */
  cutsPhraseAt: Uint8Array;
  /** Downbeats that sung phrases belong to. */
  phraseAnchors: number[];
  /** Largest mean of a phrase's instrumental power: 1 on the energy scale. */
  loudestPhrasePower: number;
}

/** A voice may start or end so many beats into a phrase's edge without cutting it. */
const PHRASE_EDGE_BEATS = 1;
/** A pickup of up to two beats belongs to the bar after it. */
const PICKUP_BEATS = 2;

export function mapSong(analysis: SongAnalysis): SongMap {
  const beatCount = Math.max(0, analysis.beatsSeconds.length - 1);
  const powers = (stem: StemName) => (beat: number) => {
    const level = analysis.stems[stem].levelDbByBeat[beat] ?? -120;
    return 10 ** (level / 10);
  };
  const byStem = <T>(make: (stem: StemName) => T) =>
    Object.fromEntries(STEM_NAMES.map((stem) => [stem, make(stem)])) as Record<StemName, T>;
  const stemPowerSums = byStem((stem) => runningSums(beatCount, powers(stem)));
  const instrumentalPowerSums = new Float64Array(beatCount + 1);
  for (const stem of INSTRUMENT_STEM_NAMES) {
    for (let i = 0; i <= beatCount; i++) instrumentalPowerSums[i] += stemPowerSums[stem][i];
  }
  const lines = findPhraseLines(analysis, beatCount);
  return {
    analysis,
    beatCount,
    beatsPerBar: analysis.beatsPerBar,
    lines,
    vocalActivitySums: runningSums(beatCount, (beat) => analysis.vocalActivityByBeat[beat] ?? 0),
    instrumentalPowerSums,
    stemActiveSums: byStem((stem) =>
      runningSums(beatCount, (beat) => (analysis.stems[stem].activeByBeat[beat] ? 1 : 0)),
    ),
    stemPowerSums,
    labelByBeat: labelBeats(analysis, beatCount),
    cutsPhraseAt: findCuts(analysis, beatCount),
    phraseAnchors: findPhraseAnchors(analysis, beatCount),
    loudestPhrasePower: loudestPhrase(instrumentalPowerSums, analysis.beatsPerBar * PHRASE_BARS),
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
    sum += label === null || label === undefined ? 0 : (fit[label] ?? 0);
    count += 1;
  }
  return sum / Math.max(1, count);
}

function runningSums(count: number, value: (beat: number) => number): Float64Array {
  const sums = new Float64Array(count + 1);
  for (let beat = 0; beat < count; beat++) sums[beat + 1] = sums[beat] + value(beat);
  return sums;
}

/** Every fourth bar counted from each section's first, by the downbeats as they were found. */
function findPhraseLines(analysis: SongAnalysis, beatCount: number): PhraseLine[] {
  const downbeats = findDownbeats(analysis, beatCount);
  const sections = analysis.sections.filter((section) => section.endBar > section.startBar);
  return downbeats.flatMap((beat, bar): PhraseLine[] => {
    const section =
      sections.find((one) => bar >= Math.round(one.startBar) && bar < Math.round(one.endBar)) ??
      null;
    const barInSection = bar - Math.max(0, Math.round(section?.startBar ?? 0));
    if (barInSection % PHRASE_BARS !== 0) return [];
    const weight = barInSection % (2 * PHRASE_BARS) === 0 ? 1 : 0;
    return [{ beat, bar, section, startsSection: section !== null && barInSection === 0, weight }];
  });
}

function labelBeats(analysis: SongAnalysis, beatCount: number): (SectionLabel | null)[] {
  const labels = new Array<SectionLabel | null>(beatCount).fill(null);
  for (const { startSeconds, endSeconds, label } of analysis.sections) {
    for (let beat = 0; beat < beatCount; beat++) {
      const middle = (analysis.beatsSeconds[beat] + analysis.beatsSeconds[beat + 1]) / 2;
      if (middle >= startSeconds && middle < endSeconds) labels[beat] = label;
    }
  }
  return labels;
}

/** Beat indices of the downbeats. */
function findDownbeats(analysis: SongAnalysis, beatCount: number): number[] {
  const beatOf = new Map(analysis.beatsSeconds.map((seconds, index) => [seconds, index]));
  return analysis.downbeatsSeconds
    .map((seconds) => beatOf.get(seconds))
    .filter((beat): beat is number => beat !== undefined && beat < beatCount);
}

function findPhraseAnchors(analysis: SongAnalysis, beatCount: number): number[] {
  const downbeats = new Set(findDownbeats(analysis, beatCount));
  const anchors = analysis.vocalPhrases.map((phrase) => Math.round(phrase.anchorBeat));
  return [...new Set(anchors)].filter((beat) => downbeats.has(beat));
}

/** Marks the beats at which a boundary would fall inside a phrase; a pickup before its anchor may be cut off. */
function findCuts(analysis: SongAnalysis, beatCount: number): Uint8Array {
  const cuts = new Uint8Array(beatCount + 1);
  for (const phrase of analysis.vocalPhrases) {
    const pickup = phrase.anchorBeat - phrase.startBeat;
    const start = pickup > 0 && pickup <= PICKUP_BEATS ? phrase.anchorBeat : phrase.startBeat;
    const from = Math.floor(start + PHRASE_EDGE_BEATS);
    const to = Math.ceil(phrase.endBeat - PHRASE_EDGE_BEATS);
    for (let beat = Math.max(0, from); beat <= Math.min(beatCount, to); beat++) cuts[beat] = 1;
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
