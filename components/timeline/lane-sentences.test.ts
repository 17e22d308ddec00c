import { describe, expect, it } from 'vitest';
import { energySentence, harmonySentence } from './lane-sentences';

/** 120 BPM, 8 bars in four. */
const grid = {
  beatsSeconds: Array.from({ length: 33 }, (_, beat) => beat * 0.5),
  barBeats: [0, 4, 8, 12, 16, 20, 24, 28],
  sections: [
    { label: 'verse' as const, start: 0, end: 8, energyStart: 0.5, energyEnd: 0.5 },
    { label: 'build' as const, start: 8, end: 16, energyStart: 0.6, energyEnd: 0.8 },
  ],
};
const notes = (...sounding: number[]) =>
  Array.from({ length: 12 }, (_, pitch) => (sounding.includes(pitch) ? 1 : 0));

describe('lanes in words', () => {
  it('tell the keys with the bars at which they change, and the notes', () => {
    const sentence = harmonySentence(grid, {
      barsSeconds: [0, 8, 16],
      chromaByBar: [notes(9, 0, 4), notes(9, 0, 4, 11, 2)],
      spans: [
        { tonic: 'A', mode: 'minor', camelot: '8A', startSeconds: 0, endSeconds: 8 },
        { tonic: 'B', mode: 'minor', camelot: '10A', startSeconds: 8, endSeconds: 16 },
      ],
    });
    expect(sentence).toBe(
      'A minor, 8A first; from bar 5 B minor, 10A. The notes heard most are C, E, A, D, B.',
    );
  });

  it('tell the energy by part, and where it rises', () => {
    expect(energySentence(grid)).toBe('Energy by part, in percent: verse 50, build 60 to 80.');
  });
});
