/** Chords are what a textbook says they are. */
import { describe, expect, it } from 'vitest';
import { PITCH_CLASSES } from '@/lib/music/key';
import { alterToChord, chordFromNumeral, midiToHz, nearestMidi, voiceChord } from './harmony';

const A_MINOR = { tonic: 'A', mode: 'minor' } as const;
const G_MAJOR = { tonic: 'G', mode: 'major' } as const;
const names = (pitchClasses: number[]) => pitchClasses.map((pc) => PITCH_CLASSES[pc]).join(' ');

describe('chords', () => {
  it.each([
    ['i', A_MINOR, 0, 'A C E'],
    ['VI', A_MINOR, 0, 'F A C'],
    ['V', A_MINOR, 0, 'E G# B'],
    ['v', A_MINOR, 1, 'E G B D'],
    ['iio', A_MINOR, 0, 'B D F'],
    ['I', G_MAJOR, 1, 'G B D F#'],
    ['V', G_MAJOR, 1, 'D F# A C'],
    ['ii', G_MAJOR, 2, 'A C E G B'],
    ['iv', G_MAJOR, 0, 'C D# G'],
    ['bVII', G_MAJOR, 0, 'F A C'],
  ] as const)('%s in %o with colour %i is %s', (numeral, key, colour, expected) => {
    expect(names(chordFromNumeral(numeral, key, colour).pitchClasses)).toBe(expected);
  });

  it('lie near each other: no note of a following chord is over an octave from the middle', () => {
    let previous: number[] = [];
    for (const numeral of ['I', 'vi', 'IV', 'V', 'iii', 'ii', 'V', 'I']) {
      const notes = voiceChord(chordFromNumeral(numeral, G_MAJOR, 2), previous, 60);
      for (const note of notes) expect(Math.abs(note - 60)).toBeLessThanOrEqual(12);
      expect(notes).toEqual([...notes].sort((a, b) => a - b));
      previous = notes;
    }
  });
});

describe('notes', () => {
  it('have the frequencies of equal temperament under a tuning', () => {
    expect(midiToHz(69, 0)).toBe(440);
    expect(midiToHz(60, 0)).toBeCloseTo(261.626, 3);
    expect(midiToHz(69, -40)).toBeCloseTo(440 * 2 ** (-40 / 1200), 9);
  });

  it('are found nearest to a place', () => {
    expect(nearestMidi(9, 67)).toBe(69);
    expect(nearestMidi(9, 61)).toBe(57);
    expect(nearestMidi(0, 59)).toBe(60);
  });

  it('bend to the leading note over the dominant, and stay where the chord agrees with the scale', () => {
    const dominant = chordFromNumeral('V', A_MINOR, 0).pitchClasses;
    const subdominant = chordFromNumeral('iv', A_MINOR, 0).pitchClasses;
    expect(alterToChord(67, dominant, A_MINOR)).toBe(68);
    expect(alterToChord(67, subdominant, A_MINOR)).toBe(67);
    expect(alterToChord(64, dominant, A_MINOR)).toBe(64);
  });
});
