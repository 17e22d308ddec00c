/** Chords: from roman numerals in a key to notes, voiced so that each chord lies near the last. */
import { type Key, type Mode, pitchClassIndex } from '@/lib/music/key';
import { SCALE_SEMITONES, scalePitchClasses } from '@/lib/music/scale';
import type { Progressions } from './song-spec';

/** A chord as pitch classes above C (tones from the root upwards) and the note under it. */
export interface Chord {
  /** Root, third, fifth and, where asked for, seventh and ninth. */
  pitchClasses: number[];
  bassPitchClass: number;
}

const NUMERALS = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'];

/**
 * Reads a roman numeral in a key: upper case major, lower case minor, `o` diminished, `b` before it
 * a semitone lower. Sevenths and ninths are taken from the scale.
 * @param colour 0 triad, 1 with seventh, 2 with ninth
 */
export function chordFromNumeral(numeral: string, key: Key, colour: 0 | 1 | 2): Chord {
  const flat = numeral.startsWith('b') ? 1 : 0;
  const bare = numeral.slice(flat).replace('o', '');
  const degree = NUMERALS.indexOf(bare.toUpperCase());
  const root = (pitchClassIndex(key.tonic) + SCALE_SEMITONES[key.mode][degree] - flat + 12) % 12;
  const isMinor = bare !== bare.toUpperCase();
  const isDiminished = numeral.endsWith('o');
  const scale = scalePitchClasses(key);
  const inScale = (low: number, high: number) => (scale.includes((root + low) % 12) ? low : high);
  const intervals = [0, isMinor ? 3 : 4, isDiminished ? 6 : 7];
  if (colour >= 1) intervals.push(inScale(10, 11));
  if (colour >= 2 && !isDiminished) intervals.push(inScale(14, 13));
  return {
    pitchClasses: intervals.map((interval) => (root + interval) % 12),
    bassPitchClass: root,
  };
}

/** MIDI number of a pitch class nearest to a given place. */
export function nearestMidi(pitchClass: number, around: number): number {
  const base = Math.round(around);
  const offset = (((pitchClass - base) % 12) + 12) % 12;
  return offset > 6 ? base + offset - 12 : base + offset;
}

/** Chords stay within this of the middle of their register. */
const WINDOW_SEMITONES = 10;

/**
 * Notes of a chord close to those of the chord before it (least movement), all within a window
 * round `centre`. Two tones that fall together or a semitone apart are spread by an octave.
 */
export function voiceChord(chord: Chord, previous: readonly number[], centre: number): number[] {
  const notes = chord.pitchClasses.map((pitchClass, index) => {
    const near = previous.length > 0 ? previous[index % previous.length] : centre;
    return nearestMidi(pitchClass, 0.75 * near + 0.25 * centre);
  });
  notes.sort((a, b) => a - b);
  for (let i = 1; i < notes.length; i++) if (notes[i] - notes[i - 1] < 2) notes[i] += 12;
  for (let i = 0; i < notes.length; i++) {
    if (notes[i] > centre + WINDOW_SEMITONES) notes[i] -= 12;
    if (notes[i] < centre - WINDOW_SEMITONES) notes[i] += 12;
  }
  return notes.sort((a, b) => a - b);
}

/** Bends a note of the scale to the chord's own form of it: the leading note over a minor key's dominant, say. */
export function alterToChord(midi: number, chord: readonly number[], key: Key): number {
  const scale = scalePitchClasses(key);
  for (const step of [1, -1]) {
    const pitchClass = (midi + step) % 12;
    if (chord.includes(pitchClass) && !scale.includes(pitchClass)) return midi + step;
  }
  return midi;
}

/** Frequency of a MIDI note number (fractions allowed) under a tuning. */
export function midiToHz(midi: number, tuningCents: number): number {
  return 440 * 2 ** ((midi - 69) / 12 + tuningCents / 1200);
}

/** Progressions that leave no doubt about the tonic, for the calm and the full parts of a song. */
export const PROGRESSIONS: Record<Mode, Progressions> = {
  minor: {
    calm: [
      ['i', 'VI', 'III', 'VII'],
      ['i', 'iv', 'i', 'V'],
      ['i', 'i', 'VI', 'VII'],
      ['i', 'VI', 'iv', 'i'],
    ],
    full: [
      ['i', 'VI', 'iv', 'V'],
      ['VI', 'VII', 'i', 'i'],
      ['i', 'VII', 'VI', 'V'],
      ['i', 'VI', 'VII', 'i'],
    ],
    away: [
      ['VI', 'iv', 'i', 'V'],
      ['iv', 'VI', 'VII', 'V'],
    ],
  },
  major: {
    calm: [
      ['I', 'V', 'vi', 'IV'],
      ['I', 'vi', 'IV', 'V'],
      ['I', 'IV', 'I', 'V'],
      ['I', 'iii', 'IV', 'V'],
    ],
    full: [
      ['I', 'V', 'vi', 'IV'],
      ['IV', 'V', 'I', 'I'],
      ['I', 'IV', 'vi', 'V'],
      ['I', 'ii', 'IV', 'V'],
    ],
    away: [
      ['vi', 'IV', 'ii', 'V'],
      ['IV', 'iv', 'I', 'V'],
    ],
  },
};

/** Progressions of jazz and its neighbours: fourths in the bass, the dominant before the tonic. */
export const JAZZ_PROGRESSIONS: Record<Mode, string[][]> = {
  major: [
    ['I', 'vi', 'ii', 'V'],
    ['ii', 'V', 'I', 'vi'],
  ],
  minor: [
    ['i', 'VI', 'iio', 'V'],
    ['iio', 'V', 'i', 'i'],
    ['i', 'iv', 'iio', 'V'],
  ],
};
