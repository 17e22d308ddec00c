import { describe, expect, it } from 'vitest';
import { computeChroma } from './chroma';
import { playedTones } from './played-tones';

const C_HZ = 261.6255653;

/** Chroma of tones above C that sound together, with harmonics that fall by so much each. */
function sounding(semitones: readonly number[], decay: number) {
  const harmonics = [1, 2, 3, 4, 5, 6, 7];
  const peaks = semitones.flatMap((pitch) =>
    harmonics.map((harmonic) => ({
      hz: harmonic * C_HZ * 2 ** (pitch / 12),
      magnitude: decay ** (harmonic - 1),
    })),
  );
  return computeChroma(
    {
      frames: 2,
      hopSeconds: 0.1,
      offsets: Int32Array.of(0, peaks.length, peaks.length),
      frequenciesHz: Float32Array.from(peaks, ({ hz }) => hz),
      magnitudes: Float32Array.from(peaks, ({ magnitude }) => magnitude),
    },
    0,
  );
}

/** The strongest of the others against the weakest of those that were played. */
function doubt(values: Float32Array, semitones: readonly number[]): number {
  const rest = [...values.slice(0, 12)].filter((_, pitch) => !semitones.includes(pitch));
  return Math.max(...rest) / Math.min(...semitones.map((pitch) => values[pitch]));
}

describe('playedTones', () => {
  it.each([
    ['a seventh chord', [0, 4, 7, 11], 0.7],
    ['a dull triad', [2, 5, 9], 0.4],
    ['a bright fifth', [1, 8], 0.85],
  ])('tells the tones of %s from their overtones', (_, chord, decay) => {
    const chroma = sounding(chord, decay);
    const played = playedTones(chroma).values;
    expect(doubt(played, chord)).toBeLessThan(0.4);
    expect(doubt(played, chord)).toBeLessThan(0.7 * doubt(chroma.values, chord));
  });

  it('hears nothing in silence', () => {
    expect([...playedTones(sounding([0], 0.7)).values.slice(12)]).toEqual(Array(12).fill(0));
  });
});
