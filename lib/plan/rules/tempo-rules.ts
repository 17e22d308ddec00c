/**
 * Tempo: how far each stem may be stretched and which relations of two tempi are tried. Source: the
 * mixing rules (tempo) and the hard constraints of the project. A stretch is measured as the change of
 * tempo in its larger direction: 100 → 140 and 140 → 100 are both 0.4.
 */
import type { StemName } from '@/lib/music/stem-names';

export interface StretchLimit {
  /** Up to here the ear forgives. */
  good: number;
  /** Beyond this a plan is rejected. */
  hard: number;
}

export const STRETCH_LIMITS: Readonly<Record<StemName, StretchLimit>> = {
  drums: { good: 0.08, hard: 0.12 },
  bass: { good: 0.1, hard: 0.2 },
  vocals: { good: 0.15, hard: 0.35 },
  other: { good: 0.2, hard: 0.4 },
};

/** Beats of the voice in one beat of the remix, plain first. */
export const VOCAL_BEAT_READINGS = [1, 0.5, 2] as const;

/** Two against three and three against four: only where something experimental was asked for. */
export const EXPERIMENTAL_BEAT_READINGS = [2 / 3, 3 / 2, 3 / 4, 4 / 3] as const;
export const EXPERIMENTAL_FROM_CREATIVITY = 3;

/** From this stretch on another reading of the beat is worth its change of feel. */
export const DIRECT_STRETCH_PREFERRED = 0.08;
/** What reading the voice in half or double time costs beside the stretch, in octaves of tempo. */
export const OCTAVE_COST = 0.04;
/** What three beats against two cost: more than any plain reading within the limits. */
export const POLYRHYTHM_COST = 0.6;
/** Slowing a voice down smears it: it counts so many times as much as speeding it up. */
export const SLOW_DOWN_FACTOR = 1.25;

/**
 * The drums' song keeps its tempo, except that where the voice alone would end just beyond its limit
 * the drums may give way by up to this: 90 with 126 needs 40 % of the voice, 5 % over its limit.
 */
export const DRUMS_GIVE_WAY = 0.05;
/** Where the drums give way the voice goes this far, a hair under its limit. */
export const VOCAL_STRETCH_WHEN_MEETING = 0.345;

/** "Faster" and "slower" without a number. */
export const RELATIVE_TEMPO_STEP = 0.06;

/** The change of tempo of material stretched by output over input length. */
export function stretchAmount(ratio: number): number {
  return Math.max(ratio, 1 / ratio) - 1;
}
