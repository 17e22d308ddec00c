import { describe, expect, it } from 'vitest';
import {
  BiquadCascade,
  type BiquadCoefficients,
  BiquadFilter,
  bandpass,
  butterworth4,
  highpass,
  highShelf,
  linkwitzRiley4,
  lowpass,
  lowShelf,
  peaking,
} from './biquad';

const RATE = 44100;

/** Level of a sine after the filter has settled, dB relative to before it. */
function measuredGainDb(sections: BiquadCoefficients[], frequencyHz: number): number {
  const signal = Float32Array.from({ length: RATE }, (_, i) =>
    Math.sin((2 * Math.PI * frequencyHz * i) / RATE),
  );
  new BiquadCascade(sections).processBlock(signal);
  let energy = 0;
  const settled = signal.subarray(RATE / 2);
  for (const x of settled) energy += x * x;
  return 10 * Math.log10((2 * energy) / settled.length + 1e-20);
}

describe('biquad designs', () => {
  it('pass on one side of the corner and fall by 12 dB an octave on the other', () => {
    const low = [lowpass(RATE, 1000)];
    expect(measuredGainDb(low, 100)).toBeCloseTo(0, 1);
    expect(measuredGainDb(low, 1000)).toBeCloseTo(-3.01, 1);
    expect(measuredGainDb(low, 4000)).toBeLessThan(-23.5);
    const high = [highpass(RATE, 1000)];
    expect(measuredGainDb(high, 10000)).toBeCloseTo(0, 1);
    expect(measuredGainDb(high, 1000)).toBeCloseTo(-3.01, 1);
    expect(measuredGainDb(high, 250)).toBeLessThan(-23.5);
  });

  it('boost and cut by the gain asked for, where it was asked for', () => {
    expect(measuredGainDb([peaking(RATE, 1000, 6)], 1000)).toBeCloseTo(6, 2);
    expect(measuredGainDb([peaking(RATE, 1000, -9, 2)], 1000)).toBeCloseTo(-9, 2);
    expect(measuredGainDb([peaking(RATE, 1000, 6)], 40)).toBeCloseTo(0, 1);
    expect(measuredGainDb([lowShelf(RATE, 400, -6)], 30)).toBeCloseTo(-6, 1);
    expect(measuredGainDb([lowShelf(RATE, 400, -6)], 400)).toBeCloseTo(-3, 2);
    expect(measuredGainDb([lowShelf(RATE, 400, -6)], 8000)).toBeCloseTo(0, 1);
    expect(measuredGainDb([highShelf(RATE, 4000, 4)], 15000)).toBeCloseTo(4, 1);
    expect(measuredGainDb([highShelf(RATE, 4000, 4)], 100)).toBeCloseTo(0, 1);
    expect(measuredGainDb([bandpass(RATE, 1000, 4)], 1000)).toBeCloseTo(0, 2);
    expect(measuredGainDb([bandpass(RATE, 1000, 4)], 200)).toBeLessThan(-20);
  });

  it('fourth order: -3 dB (Butterworth) and -6 dB (Linkwitz-Riley) at the corner, 24 dB an octave', () => {
    expect(measuredGainDb(butterworth4('lowpass', RATE, 500), 500)).toBeCloseTo(-3.01, 1);
    expect(measuredGainDb(butterworth4('highpass', RATE, 500), 125)).toBeLessThan(-47);
    expect(measuredGainDb(linkwitzRiley4('lowpass', RATE, 500), 500)).toBeCloseTo(-6.02, 1);
    expect(measuredGainDb(linkwitzRiley4('lowpass', RATE, 500), 2000)).toBeLessThan(-47);
  });

  it('the two halves of a Linkwitz-Riley crossover sum flat', () => {
    for (const frequencyHz of [60, 180, 200, 220, 900]) {
      const low = Float32Array.from({ length: RATE }, (_, i) =>
        Math.sin((2 * Math.PI * frequencyHz * i) / RATE),
      );
      const high = low.slice();
      new BiquadCascade(linkwitzRiley4('lowpass', RATE, 200)).processBlock(low);
      new BiquadCascade(linkwitzRiley4('highpass', RATE, 200)).processBlock(high);
      let energy = 0;
      for (let i = RATE / 2; i < RATE; i++) energy += (low[i] + high[i]) ** 2;
      expect(10 * Math.log10((4 * energy) / RATE)).toBeCloseTo(0, 1);
    }
  });
});

describe('BiquadFilter', () => {
  it('gives the same in blocks as at once', () => {
    const whole = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i * i));
    const pieces = whole.slice();
    new BiquadFilter(lowpass(RATE, 3000)).processBlock(whole);
    const filter = new BiquadFilter(lowpass(RATE, 3000));
    for (const [start, end] of [
      [0, 1],
      [1, 128],
      [128, 777],
      [777, 1000],
    ]) {
      filter.processBlock(pieces, start, end);
    }
    expect(pieces).toEqual(whole);
  });

  it('stays bounded when its corner is swept over the whole range and beyond', () => {
    const filter = new BiquadFilter(lowpass(RATE, 20));
    const block = new Float32Array(64);
    for (let step = 0; step < 500; step++) {
      for (let i = 0; i < block.length; i++) block[i] = Math.sin((step * 64 + i) * 0.3);
      filter.setCoefficients(lowpass(RATE, 20 * 1.02 ** step));
      filter.processBlock(block);
      for (const x of block) expect(Math.abs(x)).toBeLessThan(2);
    }
  });

  it('falls silent after a reset', () => {
    const filter = new BiquadFilter(lowpass(RATE, 100));
    filter.processBlock(new Float32Array(100).fill(1));
    filter.reset();
    const silence = new Float32Array(100);
    filter.processBlock(silence);
    expect(silence.every((x) => x === 0)).toBe(true);
  });
});
