/**
 * Which phrases of the vocal song a section takes: whole ones, sung from near their start, a chorus for
 * a chorus; where the song is too short or a hook bears repeating, a loop on phrase lines.
 */
import type { SectionLabel } from '@/lib/music/section-labels';
import type { VoiceRole } from '../families/skeleton';
import { meanLabelFit, type PhraseLine, type SongMap, windowMean } from './song-map';
import type { Span } from './span';
import { overlapShare } from './span';

export interface VocalWish {
  /** Beats of the vocal song that the section runs through. */
  sourceBeats: number;
  role: Exclude<VoiceRole, 'none'>;
  energy: number;
  used: readonly Span[];
}

export interface VocalWindow {
  beat: number;
  loopSourceBeats: number | null;
  score: number;
}

const ROLE_FIT: Readonly<Record<VocalWish['role'], Partial<Record<SectionLabel, number>>>> = {
  hook: { chorus: 0.35, drop: 0.35 },
  verse: { verse: 0.25, build: 0.1, bridge: 0.05 },
  free: { bridge: 0.15, breakdown: 0.15, verse: 0.1, build: 0.1 },
};

const WEIGHT = {
  activity: 1,
  entry: 0.25,
  cutAtStart: 0.3,
  cutAtEnd: 0.25,
  offLine: 0.2,
  energy: 0.2,
  loop: 0.18,
  doublePhrase: 0.04,
} as const;
/** Lengths that bear repeating: one to four phrases. */
const LOOP_BARS = [16, 8, 4];
/** A hook may come back; a verse that does is noticed. */
const REUSE: Readonly<Record<VocalWish['role'], number>> = { hook: 0.18, verse: 0.5, free: 0.45 };

/** Windows and loops for a section's voice, best first. Empty where the song has no phrase to give. */
export function rankVocalWindows(map: SongMap, wish: VocalWish): VocalWindow[] {
  const lines = entryLines(map);
  const lengths: { length: number; loop: number | null }[] = [
    { length: wish.sourceBeats, loop: null },
    ...loopLengths(map, wish.sourceBeats).map((loop) => ({ length: loop, loop })),
  ];
  const windows: VocalWindow[] = [];
  for (const { length, loop } of lengths) {
    for (const line of lines) {
      if (line.beat + length > map.beatCount) continue;
      const repeats = wish.sourceBeats / length;
      const penalty = loop === null ? 0 : WEIGHT.loop * Math.log2(repeats);
      windows.push({
        beat: line.beat,
        loopSourceBeats: loop,
        score: score(map, line, length, wish) - penalty,
      });
    }
  }
  return windows.sort((x, y) => y.score - x.score || x.beat - y.beat);
}

/** Phrase lines, and the downbeats that sung phrases belong to; without either the first beat. */
function entryLines(map: SongMap): (PhraseLine & { isOffLine: boolean })[] {
  const lines = map.lines.map((line) => ({ ...line, isOffLine: false }));
  const taken = new Set(lines.map((line) => line.beat));
  for (const beat of map.phraseAnchors) {
    if (taken.has(beat)) continue;
    taken.add(beat);
    const before = map.lines.findLast((line) => line.beat <= beat);
    lines.push({
      beat,
      bar: -1,
      section: before?.section ?? null,
      startsSection: false,
      weight: 0,
      isOffLine: true,
    });
  }
  return lines;
}

/** Runs of whole phrases that go evenly into a section. */
function loopLengths(map: SongMap, sourceBeats: number): number[] {
  return LOOP_BARS.map((bars) => bars * map.beatsPerBar).filter(
    (length) => length < sourceBeats && sourceBeats % length === 0,
  );
}

function score(
  map: SongMap,
  line: PhraseLine & { isOffLine: boolean },
  length: number,
  { role, energy, used }: VocalWish,
): number {
  const entryBeats = Math.min(length, 2 * map.beatsPerBar);
  let total = WEIGHT.activity * windowMean(map.vocalActivitySums, line.beat, length);
  total += WEIGHT.entry * windowMean(map.vocalActivitySums, line.beat, entryBeats);
  if (map.cutsPhraseAt[line.beat]) total -= WEIGHT.cutAtStart;
  if (map.cutsPhraseAt[Math.min(map.beatCount, Math.round(line.beat + length))])
    total -= WEIGHT.cutAtEnd;
  if (line.isOffLine) total -= WEIGHT.offLine;
  total += meanLabelFit(map, line.beat, length, ROLE_FIT[role]);
  if (line.section !== null) {
    total -= WEIGHT.energy * Math.abs(line.section.energy.overall - energy);
  }
  total += WEIGHT.doublePhrase * line.weight;
  return total - REUSE[role] * overlapShare({ from: line.beat, length }, used);
}
