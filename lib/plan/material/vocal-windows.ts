/**
 * Which phrases of the vocal song a section takes: whole ones, sung from near their start, a chorus for
 * a chorus, in a key that fits what lies under them; where the song is too short or a hook bears repeating, a loop on phrase lines.
 */
import type { SectionLabel } from '@/lib/music/section-labels';
import type { VoiceRole } from '../families/skeleton';
import type { VocalEntry } from './downbeats';
import type { KeyClash } from './local-key';
import { meanLabelFit, type SongMap, type VocalTable, windowMean } from './song-map';
import { overlapShare, type Span } from './span';

type SingingRole = Exclude<VoiceRole, 'none'>;

export interface VocalWish {
  /** Beats of the vocal song that the section runs through. */
  sourceBeats: number;
  role: SingingRole;
  energy: number;
  /** Null where every phrase of the song fits the section's key alike. */
  keyClash: KeyClash | null;
  used: readonly Span[];
}

export interface VocalWindow {
  beat: number;
  loopSourceBeats: number | null;
  score: number;
}

const ROLE_FIT: Readonly<Record<SingingRole, Partial<Record<SectionLabel, number>>>> = {
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
  keyClash: 0.6,
  loop: 0.18,
  doublePhrase: 0.04,
} as const;
/** Lengths that bear repeating: one to four phrases. */
const LOOP_BARS = [16, 8, 4];
const SHORTEST_LOOP_BARS = 4;
/** A hook may come back; a verse that does is noticed. */
const REUSE: Readonly<Record<SingingRole, number>> = { hook: 0.18, verse: 0.5, free: 0.45 };

/** All windows and loops for a section's voice with their scores. Empty where no phrase fits. */
export function scoreVocalWindows(map: SongMap, wish: VocalWish): VocalWindow[] {
  const { sourceBeats, role, energy, keyClash, used } = wish;
  const windows: VocalWindow[] = [];
  const add = (length: number, loopSourceBeats: number | null) => {
    const { entries, scores } = tableFor(map, length, role);
    const loopCost = loopSourceBeats === null ? 0 : WEIGHT.loop * Math.log2(sourceBeats / length);
    for (let i = 0; i < entries.length; i++) {
      const { beat, section } = entries[i];
      let score = scores[i] - loopCost;
      if (section !== null) score -= WEIGHT.energy * Math.abs(section.energy.overall - energy);
      if (keyClash !== null) score -= WEIGHT.keyClash * keyClash(beat, loopSourceBeats);
      score -= REUSE[role] * overlapShare(beat, length, used);
      windows.push({ beat, loopSourceBeats, score });
    }
  };
  add(sourceBeats, null);
  for (const length of loopLengths(map, sourceBeats)) add(length, length);
  // a song too short for that gives its phrase again and again, cut off by the section's end
  const phrase = SHORTEST_LOOP_BARS * map.beatsPerBar;
  if (windows.length === 0 && phrase < sourceBeats) add(phrase, phrase);
  return windows;
}

function tableFor(map: SongMap, length: number, role: SingingRole): VocalTable {
  const key = `${role} ${length}`;
  const known = map.vocalTables.get(key);
  if (known) return known;
  const entries = map.vocalEntries.filter((entry) => entry.beat + length <= map.beatCount);
  const scores = Float64Array.from(entries, (entry) => fixedScore(map, entry, length, role));
  const table = { entries, scores };
  map.vocalTables.set(key, table);
  return table;
}

function fixedScore(map: SongMap, entry: VocalEntry, length: number, role: SingingRole): number {
  const entryBeats = Math.min(length, 2 * map.beatsPerBar);
  const end = Math.min(map.beatCount, Math.round(entry.beat + length));
  let score = WEIGHT.activity * windowMean(map.vocalActivitySums, entry.beat, length);
  score += WEIGHT.entry * windowMean(map.vocalActivitySums, entry.beat, entryBeats);
  score -= WEIGHT.cutAtStart * map.cutsPhraseAt[entry.beat];
  score -= WEIGHT.cutAtEnd * map.cutsPhraseAt[end];
  if (entry.isOffLine) score -= WEIGHT.offLine;
  score += meanLabelFit(map, entry.beat, length, ROLE_FIT[role]);
  return score + WEIGHT.doublePhrase * entry.weight;
}

/** Runs of whole phrases that go evenly into a section. */
function loopLengths(map: SongMap, sourceBeats: number): number[] {
  return LOOP_BARS.map((bars) => bars * map.beatsPerBar).filter(
    (length) => length < sourceBeats && sourceBeats % length === 0,
  );
}
