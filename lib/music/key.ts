/** Keys: names, Camelot codes, and the distance between two keys in semitones and on the wheel. */

export const PITCH_CLASSES = [
  'C',
  'C#',
  'D',
  'D#',
  'E',
  'F',
  'F#',
  'G',
  'G#',
  'A',
  'A#',
  'B',
] as const;
export type PitchClass = (typeof PITCH_CLASSES)[number];
export type Mode = 'major' | 'minor';

export interface Key {
  tonic: PitchClass;
  mode: Mode;
}

/** Twelve major keys from C upwards, then twelve minor ones. */
export const ALL_KEYS: readonly Key[] = (['major', 'minor'] as const).flatMap((mode) =>
  PITCH_CLASSES.map((tonic) => ({ tonic, mode })),
);

/** Number of semitones above C, 0 to 11. */
export function pitchClassIndex(tonic: PitchClass): number {
  return PITCH_CLASSES.indexOf(tonic);
}

/** Whether both are the same key. */
export function isSameKey(one: Key, other: Key): boolean {
  return one.tonic === other.tonic && one.mode === other.mode;
}

/** The key a number of semitones higher (or lower, when negative). */
export function transposeKey(key: Key, semitones: number): Key {
  const index = (((pitchClassIndex(key.tonic) + Math.round(semitones)) % 12) + 12) % 12;
  return { tonic: PITCH_CLASSES[index], mode: key.mode };
}

/**
 * Camelot code, "1A" to "12B": numbers run up by fifths, 8B is C major, 8A is A minor.
 * Source: Mark Davis, Camelot Wheel (Mixed In Key).
 */
export function camelotCode(key: Key): string {
  const majorIndex = (pitchClassIndex(key.tonic) + (key.mode === 'minor' ? 3 : 0)) % 12;
  const number = ((majorIndex * 7 + 7) % 12) + 1;
  return `${number}${key.mode === 'major' ? 'B' : 'A'}`;
}

/** How two keys stand to each other on the Camelot wheel. */
export interface CamelotRelation {
  /** Steps between the numbers, 0 to 6. */
  steps: number;
  /** True where one key is major and the other minor. */
  crossesMode: boolean;
}

/** @see camelotCode */
export function camelotRelation(one: Key, other: Key): CamelotRelation {
  const distance = Math.abs(
    Number.parseInt(camelotCode(one), 10) - Number.parseInt(camelotCode(other), 10),
  );
  return { steps: Math.min(distance, 12 - distance), crossesMode: one.mode !== other.mode };
}

/** "G minor". */
export function keyName(key: Key): string {
  return `${key.tonic} ${key.mode}`;
}

/** "Gm", "C#": short form for file names and tight places. */
export function shortKeyName(key: Key): string {
  return `${key.tonic}${key.mode === 'minor' ? 'm' : ''}`;
}
