import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { tempoFromTaps } from './tapped-tempo';

/** A finger: so many taps at a tempo, off by a deviation of so many milliseconds. */
function finger(tempoBpm: number, count: number, deviationMs: number, seed: number): number[] {
  const random = createRandom(seed);
  return Array.from(
    { length: count },
    (_, i) => 10 + (60 / tempoBpm) * i + (deviationMs / 1000) * random.normal(),
  );
}

describe('tempo from taps', () => {
  it('is exact for exact taps', () => {
    expect(tempoFromTaps([1, 1.5, 2, 2.5])?.tempoBpm).toBeCloseTo(120, 9);
  });

  it('is within three of its own deviations for 99 of 100 unsteady fingers', () => {
    let outside = 0;
    for (let seed = 0; seed < 300; seed++) {
      const tapped = tempoFromTaps(finger(128, 12, 20, seed));
      if (!tapped) throw new Error('no tempo');
      if (Math.abs(tapped.tempoBpm / 128 - 1) > 3 * tapped.deviation) outside++;
    }
    // With ten degrees of freedom 1.3 % lie outside three deviations.
    expect(outside).toBeLessThan(12);
  });

  it('bears a slip and missed beats', () => {
    const taps = finger(100, 16, 5, 3).filter((_, i) => i !== 5 && i !== 9);
    taps[7] += 0.24;
    expect(Math.abs((tempoFromTaps(taps)?.tempoBpm ?? 0) - 100)).toBeLessThan(1);
  });

  it('begins anew after a pause, or where the song was wound back', () => {
    const first = [0, 0.4, 0.8, 1.2];
    expect(tempoFromTaps([...first, 9, 9.5, 10, 10.5])?.tempoBpm).toBeCloseTo(120, 6);
    expect(tempoFromTaps([...first, 0.1, 0.6, 1.1, 1.6])?.tempoBpm).toBeCloseTo(120, 6);
  });

  it('is not known from three taps, or from taps at one moment', () => {
    expect(tempoFromTaps([0, 0.5, 1])).toBeNull();
    expect(tempoFromTaps([])).toBeNull();
    expect(tempoFromTaps([2, 2, 2, 2, 2])).toBeNull();
  });

  it('is a number for any rising taps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { maxLength: 40 }),
        (taps) => {
          const tapped = tempoFromTaps([...taps].sort((a, b) => a - b));
          if (tapped) {
            expect(tapped.tempoBpm).toBeGreaterThan(0);
            expect(Number.isFinite(tapped.deviation)).toBe(true);
          }
        },
      ),
    );
  });
});
