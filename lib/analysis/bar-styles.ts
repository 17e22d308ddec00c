/**
 * The ways of filling a bar that the metre is read by: for each style where in its bar kick, snare, hats,
 * bass and chords fall, and at which tempi it is played.
 */

/** Positions of a beat that are told apart. */
export const SLOTS_PER_BEAT = 8;

/** The parts of the sound that are read. */
export const BAR_VOICES = [
  'kick',
  'snare',
  'hat',
  'bass',
  'chords',
  'chordChange',
  'bassChange',
] as const;
export type BarVoice = (typeof BAR_VOICES)[number];

export type BeatsPerBar = 3 | 4;

/** A style as it is written down. */
export interface WrittenBarStyle {
  name: string;
  beatsPerBar: BeatsPerBar;
  tempoBpm: number;
  /** Deviation of the tempo in octaves. */
  tempoSpreadOctaves: number;
  /**
   * By part one character an eighth of a beat from the bar line on, a space a beat: `0` to `z` (base 36)
   * for the logarithm of how much more often than evenly its onsets fall there; see {@link logShareOf}.
   */
  onsets: Readonly<Record<BarVoice, string>>;
}

export interface BarStyle extends Omit<WrittenBarStyle, 'onsets'> {
  /** By part: natural logarithm of the share of its onsets, one value a slot of the bar. */
  logShares: Readonly<Record<BarVoice, Float64Array>>;
}

const LEAST_LOG_RATIO = -2.3;
const LOG_RATIO_STEP = 0.16;

/** The logarithm of a part's share on a slot, from its character. */
export function logShareOf(character: string, slots: number): number {
  return LEAST_LOG_RATIO + LOG_RATIO_STEP * Number.parseInt(character, 36) - Math.log(slots);
}

/** The nearest character for a part's share on a slot. */
export function shareCharacter(share: number, slots: number): string {
  const step = Math.round((Math.log(share * slots) - LEAST_LOG_RATIO) / LOG_RATIO_STEP);
  return Math.min(35, Math.max(0, step)).toString(36);
}
