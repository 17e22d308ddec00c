/**
 * A remix as a plan: what plays when. It is complete: rendering needs the plan, the stems and the
 * two analyses, and nothing else.
 *
 * Time runs on the remix's own beat grid, which starts at beat 0. A section takes its beats' lengths
 * from the instrumental song (`anchorBeat`), so that the drums are copied rather than stretched and a
 * live tempo lives on; `tempo.instrumentalRatio` scales them where another tempo was asked for.
 */
import type { SectionLabel } from '@/lib/music/section-labels';
import type { SongSide, StemName } from '@/lib/music/stem-names';
import type { SwingShift } from '@/lib/music/swing';

export const FAMILIES = ['standard-arc', 'hook-first', 'dj-lift', 'quick-hit'] as const;
export type Family = (typeof FAMILIES)[number];

export const TRANSITION_TYPES = [
  'cut',
  'crossfade',
  'filter-sweep',
  'silence-gap',
  'bass-swap',
  'echo-tail',
  'drop-out',
] as const;
export type TransitionType = (typeof TRANSITION_TYPES)[number];

/** How the two tempi are brought together. A stretch ratio is output length over input length. */
export interface TempoDecision {
  targetBpm: number;
  /** Length of the instrumental song's material after stretching over before; 1 = untouched. */
  instrumentalRatio: number;
  /** The same for the voice, after its octave has been chosen. */
  vocalRatio: number;
  /** Beats of the vocal song that pass in one beat of the remix: 1, 0.5 (half-time) or 2. */
  vocalBeatsPerBeat: number;
  /** Where the voice's off-beats go; left out where they stay. */
  vocalSwing?: SwingShift;
  /** A sentence for the user. */
  reason: string;
}

/** How the two keys are brought together. */
export interface KeyDecision {
  /** Applied to the vocal song's material; 0 = untouched. */
  vocalSemitones: number;
  reason: string;
}

/** A stem that sounds in a section. */
export interface StemPlay {
  song: SongSide;
  /** Where it starts in its song: an index into that song's `beatsSeconds`. */
  sourceBeat: number;
  /** Where the material is short it repeats after so many of the source's beats; null = no repeat. */
  loopSourceBeats: number | null;
  gainDb: number;
}

/**
 * The way into a section. It ends on the section's first beat; a crossfade and a bass swap are centred on it;
 * an echo tail repeats the beat before it and rings on over the section.
 */
export interface Transition {
  type: TransitionType;
  lengthBeats: number;
}

export interface PlanSection {
  label: SectionLabel;
  startBeat: number;
  lengthBeats: number;
  /** Index into the instrumental song's `beatsSeconds` whose beat lengths this section follows. */
  anchorBeat: number;
  energyStart: number;
  energyEnd: number;
  /** null = silent. */
  stems: Record<StemName, StemPlay | null>;
  transitionIn: Transition;
}

export interface RemixPlan {
  /** Hash of its structure: two plans with the same id would sound the same. */
  id: string;
  seed: number;
  prompt: string;
  family: Family;
  vocalSong: SongSide;
  tempo: TempoDecision;
  key: KeyDecision;
  sections: PlanSection[];
  targetLufs: number;
}

/** Length of the remix in beats. */
export function lengthBeats(plan: RemixPlan): number {
  const last = plan.sections.at(-1);
  return last ? last.startBeat + last.lengthBeats : 0;
}
