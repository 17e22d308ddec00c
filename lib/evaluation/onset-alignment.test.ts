import { describe, expect, it } from 'vitest';
import { alignmentErrorsMs, detectOnsetsSeconds } from './onset-alignment';

const RATE_HZ = 44100;

/** Decaying sines on a quiet noise floor, each with a rise of some milliseconds or none. */
function bursts(startsSamples: number[], frequencyHz: number, riseSamples: number): Float32Array {
  const signal = new Float32Array(4 * RATE_HZ);
  let state = 1;
  for (let i = 0; i < signal.length; i++) {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    signal[i] = 0.004 * (state / 2 ** 32 - 0.5);
  }
  for (const start of startsSamples) {
    for (let i = 0; i < 0.2 * RATE_HZ; i++) {
      const rise = riseSamples > 0 ? Math.min(1, i / riseSamples) : 1;
      const phase = (2 * Math.PI * frequencyHz * i) / RATE_HZ;
      signal[start + i] += rise * Math.cos(phase) * Math.exp((-i * 30) / RATE_HZ);
    }
  }
  return signal;
}

describe('onset locator', () => {
  it('finds impulses at their very sample, whatever their level', () => {
    const starts = [0, 11_025, 22_049, 44_107, 100_000];
    const signal = new Float32Array(3 * RATE_HZ);
    starts.forEach((start, i) => {
      signal[start] = i % 2 === 0 ? 0.9 : -0.2;
    });
    const found = detectOnsetsSeconds(signal, RATE_HZ).map((time) => Math.round(time * RATE_HZ));
    expect(found).toEqual(starts);
  });

  it('finds decaying clicks in noise at their first sample', () => {
    const starts = [5000, 27_050, 49_100, 71_151];
    const found = detectOnsetsSeconds(bursts(starts, 1000, 0), RATE_HZ);
    expect(found.map((time) => Math.round(time * RATE_HZ))).toEqual(starts);
  });

  it('finds low drums that take 2 ms to rise within 3 ms', () => {
    const starts = [5000, 27_050, 49_100];
    const found = detectOnsetsSeconds(bursts(starts, 60, 88), RATE_HZ);
    expect(found).toHaveLength(3);
    found.forEach((time, i) => {
      expect(Math.abs(time - starts[i] / RATE_HZ)).toBeLessThan(0.003);
    });
  });

  it('finds nothing in silence and in nothing', () => {
    expect(detectOnsetsSeconds(new Float32Array(1000), RATE_HZ)).toEqual([]);
    expect(detectOnsetsSeconds(new Float32Array(0), RATE_HZ)).toEqual([]);
  });
});

describe('alignment errors', () => {
  it('are signed distances from the nearest grid time', () => {
    const errors = alignmentErrorsMs([0.49, 1.02, 1.76, 9], [0.5, 1, 1.5, 2]);
    [-10, 20, -240, 7000].forEach((ms, i) => {
      expect(errors[i]).toBeCloseTo(ms, 9);
    });
    expect(() => alignmentErrorsMs([1], [])).toThrow(/no grid/);
  });
});
