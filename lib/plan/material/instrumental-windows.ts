/** Which bars of the instrumental song a section takes: by energy, label, sounding stems and continuity. */
import type { SectionLabel } from '@/lib/music/section-labels';
import { INSTRUMENT_STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import {
  type InstrumentalTable,
  instrumentalLevelDb,
  meanLabelFit,
  type SongMap,
  windowMean,
} from './song-map';
import { overlapShare, type Span } from './span';

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

/** A place for a section with its score; higher is better. */
export interface InstrumentalWindow {
  beat: number;
  score: number;
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
  silence: 2,
  sectionStart: 0.12,
  doublePhrase: 0.06,
  continues: 0.15,
  reuse: 0.2,
} as const;
/** From this energy on a section needs drums that play. */
const NEEDS_DRUMS_FROM = 0.7;
/** A window this far under the song's loudest phrase counts as silence, dB. */
const SILENCE_DB = -40;

/** All windows for a section with their scores, in order of time. Empty where the song is too short. */
export function scoreInstrumentalWindows(
  map: SongMap,
  wish: InstrumentalWish,
): InstrumentalWindow[] {
  const { lengthBeats, energy, label, stems, previous, used } = wish;
  const table = tableFor(map, lengthBeats);
  const fit = labelFit(map, table, lengthBeats, label);
  const continued = previous === null ? -1 : previous.from + previous.length;
  const needsDrums = energy >= NEEDS_DRUMS_FROM && stems.includes('drums');
  return table.lines.map((line, index) => {
    let score = fit[index] - WEIGHT.energy * Math.abs(table.ranks[index] - energy);
    for (const stem of stems) score += (WEIGHT.stems * table.active[stem][index]) / stems.length;
    if (needsDrums) score -= WEIGHT.drums * (1 - table.active.drums[index]);
    if (table.levelsDb[index] < SILENCE_DB) score -= WEIGHT.silence;
    if (line.startsSection) score += WEIGHT.sectionStart;
    score += WEIGHT.doublePhrase * line.weight;
    if (line.beat === continued) score += WEIGHT.continues;
    score -= WEIGHT.reuse * overlapShare(line.beat, lengthBeats, used);
    return { beat: line.beat, score };
  });
}

/** Longest section that the song has beats for, in beats. */
export function longestInstrumentalBeats(map: SongMap): number {
  return map.lines.length === 0 ? 0 : map.beatCount - map.lines[0].beat;
}

function tableFor(map: SongMap, lengthBeats: number): InstrumentalTable {
  const known = map.instrumentalTables.get(lengthBeats);
  if (known) return known;
  const lines = map.lines.filter((line) => line.beat + lengthBeats <= map.beatCount);
  const levelsDb = Float64Array.from(lines, (line) =>
    instrumentalLevelDb(map, line.beat, lengthBeats),
  );
  const active = Object.fromEntries(
    INSTRUMENT_STEM_NAMES.map((stem) => [
      stem,
      Float64Array.from(lines, (line) =>
        windowMean(map.stemActiveSums[stem], line.beat, lengthBeats),
      ),
    ]),
  ) as InstrumentalTable['active'];
  const table = { lines, levelsDb, ranks: percentiles(levelsDb), active, labelFit: new Map() };
  map.instrumentalTables.set(lengthBeats, table);
  return table;
}

function labelFit(
  map: SongMap,
  table: InstrumentalTable,
  lengthBeats: number,
  label: SectionLabel,
): Float64Array {
  const known = table.labelFit.get(label);
  if (known) return known;
  const fit = Float64Array.from(table.lines, (line) =>
    meanLabelFit(map, line.beat, lengthBeats, LABEL_FIT[label]),
  );
  table.labelFit.set(label, fit);
  return fit;
}

/** Place of each value among all, 0 (lowest) to 1 (highest); equal values share theirs. */
function percentiles(values: Float64Array): Float64Array {
  if (values.length === 1) return Float64Array.of(1);
  const sorted = values.slice().sort();
  const firstOf = new Map<number, number>();
  const lastOf = new Map<number, number>();
  sorted.forEach((value, index) => {
    if (!firstOf.has(value)) firstOf.set(value, index);
    lastOf.set(value, index);
  });
  const place = (value: number) => ((firstOf.get(value) ?? 0) + (lastOf.get(value) ?? 0)) / 2;
  return values.map((value) => place(value) / (values.length - 1));
}
