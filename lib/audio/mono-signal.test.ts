import { describe, expect, it } from 'vitest';
import { forEachBlock, halved, monoSignal, readAll } from './mono-signal';

const RATE_HZ = 44100;

function sine(hz: number, length = 8192) {
  const wave = Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * hz * i) / RATE_HZ));
  return monoSignal({ sampleRateHz: RATE_HZ, channels: [wave] });
}

describe('monoSignal', () => {
  it('is the mean of the channels, silent beyond their ends', () => {
    const channels = [Float32Array.of(1, 2, 3), Float32Array.of(3, 0, -3)];
    const target = new Float32Array(7).fill(9);
    monoSignal({ sampleRateHz: RATE_HZ, channels }).read(-2, target);
    expect([...target]).toEqual([0, 0, 2, 1, 0, 0, 0]);
  });

  it('is the same in stretches as in one', () => {
    const signal = halved(sine(440, 100_001));
    const whole = readAll(signal);
    expect(whole).toHaveLength(50_001);
    let differences = 0;
    forEachBlock(signal, (block, from) => {
      block.forEach((sample, i) => {
        if (sample !== whole[from + i]) differences++;
      });
    });
    expect(differences).toBe(0);
  });
});

describe('halved', () => {
  it('keeps what lies well below the new limit, in level and in time', () => {
    const low = readAll(halved(sine(5000)));
    const errors = low
      .subarray(100, 4000)
      .map((sample, i) => sample - Math.sin((2 * Math.PI * 5000 * 2 * (i + 100)) / RATE_HZ));
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.005);
  });

  it('lets nothing fold down from above', () => {
    const low = readAll(halved(sine(17000))).subarray(100, 4000);
    expect(Math.max(...low)).toBeLessThan(0.005);
  });
});
