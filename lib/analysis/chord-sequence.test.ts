import { describe, expect, it } from 'vitest';
import { ALL_KEYS, shortKeyName } from '@/lib/music/key';
import { NO_CHORD, traceChords } from './chord-sequence';
import type { Chroma } from './chroma';

const FRAMES = 8;

/** Chords as sets of pitch classes, each held for some frames. */
function hold(chords: readonly (readonly number[])[]): Chroma {
  const values = new Float32Array(12 * FRAMES * chords.length);
  chords.forEach((chord, i) => {
    for (let frame = i * FRAMES; frame < (i + 1) * FRAMES; frame++) {
      for (const pitch of chord) values[12 * frame + pitch] = 1;
    }
  });
  return { frames: FRAMES * chords.length, hopSeconds: 0.1, values };
}

/** The chord in the middle of each. */
function names(chords: readonly (readonly number[])[], bass: readonly (readonly number[])[]) {
  const traced = traceChords(hold(chords), hold(bass));
  return chords.map((_, i) => {
    const chord = traced[i * FRAMES + FRAMES / 2];
    return chord === NO_CHORD ? '-' : shortKeyName(ALL_KEYS[chord]);
  });
}

describe('traceChords', () => {
  it('names triads and the triads under sevenths', () => {
    expect(
      names(
        [
          [0, 4, 7],
          [9, 0, 4],
          [7, 11, 2, 5],
        ],
        [[0], [9], [7]],
      ),
    ).toEqual(['C', 'Am', 'G']);
  });

  it('lets the bass decide where two triads sound at once', () => {
    const [sixth] = [[0, 4, 7, 9]];
    expect(names([sixth], [[0]])).toEqual(['C']);
    expect(names([sixth], [[9]])).toEqual(['Am']);
  });

  it('passes over a frame that differs, and hears nothing in silence', () => {
    const held = hold([[2, 5, 9], []]);
    held.values.fill(0, 12 * 3, 12 * 4);
    for (const pitch of [5, 9, 0]) held.values[12 * 3 + pitch] = 1;
    const traced = traceChords(held, hold([[2], []]));
    const chordOfFirst = Array.from(traced.subarray(0, FRAMES), (i) => ALL_KEYS[i]);
    expect(chordOfFirst).toEqual(Array(FRAMES).fill({ tonic: 'D', mode: 'minor' }));
    expect(traced[FRAMES + 4]).toBe(NO_CHORD);
  });
});
