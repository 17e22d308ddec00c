import { describe, expect, it } from 'vitest';
import { halveRate } from './halve-rate';

const RATE_HZ = 44100;

function sine(hz: number): Float32Array {
  return Float32Array.from({ length: 8192 }, (_, i) => Math.sin((2 * Math.PI * hz * i) / RATE_HZ));
}

describe('halveRate', () => {
  it('keeps what lies well below the new limit, in level and in time', () => {
    const halved = halveRate(sine(5000));
    for (let i = 100; i < 4000; i++) {
      expect(halved[i]).toBeCloseTo(Math.sin((2 * Math.PI * 5000 * 2 * i) / RATE_HZ), 2);
    }
  });

  it('lets nothing fold down from above', () => {
    const halved = halveRate(sine(17000)).subarray(100, 4000);
    expect(Math.max(...halved)).toBeLessThan(0.005);
  });
});
