/** The notes of a key. */
import { type Key, type Mode, pitchClassIndex } from './key';

/** Semitones above the tonic; natural minor in minor. */
export const SCALE_SEMITONES: Readonly<Record<Mode, readonly number[]>> = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
};

/** Pitch classes above C of the key's scale, from its tonic upwards. */
export function scalePitchClasses(key: Key): number[] {
  const tonic = pitchClassIndex(key.tonic);
  return SCALE_SEMITONES[key.mode].map((semitones) => (tonic + semitones) % 12);
}
