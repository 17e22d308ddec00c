/** Which bars of the instrumental song a section takes: by energy, label, sounding stems and continuity. */
import type { SectionLabel } from '@/lib/music/section-labels';
import type { StemName } from '@/lib/music/stem-names';
import {
  instrumentalLevelDb,
  meanLabelFit,
  type PhraseLine,
  type SongMap,
  windowMean,
} from './song-map';
import type { Span } from './span';
import { overlapShare } from './span';

export interface InstrumentalWish {
  lengthBeats: number;
  /** Mean energy that the section should have, 0 to 1. */
  energy: number;
  label: SectionLabel;
  stems: readonly StemName[];
  /** The section before, which a window may continue. */
  previous: Span | null;
  used: readonly Span[];
}

/** Labels of the source that suit a label of the remix, and how well. */
const LABEL_FIT: Readonly<Record<SectionLabel, Partial<Record<SectionLabel, number>>>> = {
  intro: { intro: 0.2, breakdown: 0.05 },
  verse: { verse: 0.2, chorus: 0.05 },
  build: { build: 0.25, verse: 0.1, bridge: 0.05 },
  chorus: { chorus: 0.3, drop: 0.3 },
  bridge: { bridge: 0.2, verse: 0.1 },
  breakdown: { breakdown: 0.25, bridge: 0.2, intro: 0.05 },
  drop: { drop: 0.35, chorus: 0.3 },
  outro: { outro: 0.2, intro: 0.05 },
};

const WEIGHT = {
  energy: 0.6,
  stems: 0.5,
  drums: 0.4,
  sectionStart: 0.12,
  doublePhrase: 0.06,
  continues: 0.15,
  reuse: 0.2,
} as const;
/** From this energy on a section needs drums that play. */
const NEEDS_DRUMS_FROM = 0.7;
/** A window this far under the song's loudest phrase counts as silence, dB. */
const SILENCE_DB = -40;

/** A place for a section with its score; higher is better. */
export interface RankedWindow {
  beat: number;
  score: number;
}

/** Windows for a section, best first. Empty where the song is too short for it. */
export function rankInstrumentalWindows(map: SongMap, wish: InstrumentalWish): RankedWindow[] {
  const lines = linesThatFit(map, wish.lengthBeats);
  const levels = lines.map((line) => instrumentalLevelDb(map, line.beat, wish.lengthBeats));
  const ranks = percentiles(levels);
  const windows = lines.map((line, index) => ({
    beat: line.beat,
    score: score(map, line, levels[index], ranks[index], wish),
  }));
  return windows.sort((x, y) => y.score - x.score || x.beat - y.beat);
}

/** Longest section that the song has beats for, in beats. */
export function longestInstrumentalBeats(map: SongMap): number {
  return map.lines.length === 0 ? 0 : map.beatCount - map.lines[0].beat;
}

function linesThatFit(map: SongMap, lengthBeats: number): PhraseLine[] {
  return map.lines.filter((line) => line.beat + lengthBeats <= map.beatCount);
}

function score(
  map: SongMap,
  line: PhraseLine,
  levelDb: number,
  rank: number,
  wish: InstrumentalWish,
): number {
  const { lengthBeats, energy, label, stems, previous } = wish;
  let total = -WEIGHT.energy * Math.abs(rank - energy);
  const active = (stem: StemName) => windowMean(map.stemActiveSums[stem], line.beat, lengthBeats);
  if (stems.length > 0) {
    total += (WEIGHT.stems * stems.reduce((sum, stem) => sum + active(stem), 0)) / stems.length;
  }
  if (energy >= NEEDS_DRUMS_FROM && stems.includes('drums'))
    total -= WEIGHT.drums * (1 - active('drums'));
  if (levelDb < SILENCE_DB) total -= 2;
  total += meanLabelFit(map, line.beat, lengthBeats, LABEL_FIT[label]);
  if (line.startsSection) total += WEIGHT.sectionStart;
  total += WEIGHT.doublePhrase * line.weight;
  if (previous !== null && line.beat === previous.from + previous.length) total += WEIGHT.continues;
  total -= WEIGHT.reuse * overlapShare({ from: line.beat, length: lengthBeats }, wish.used);
  return total;
}

/** Place of each value among all, 0 (lowest) to 1 (highest); equal values share theirs. */
function percentiles(values: readonly number[]): number[] {
  const sorted = [...values].sort((x, y) => x - y);
  const highest = Math.max(1, sorted.length - 1);
  return values.map((value) => {
    const first = lowerBound(sorted, value);
    let last = first;
    while (last + 1 < sorted.length && sorted[last + 1] <= value) last += 1;
    return sorted.length === 1 ? 1 : (first + last) / 2 / highest;
  });
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
