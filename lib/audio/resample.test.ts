import { describe, expect, it } from 'vitest';
import { createResampler, resample, resampleRange } from './resample';

const SECONDS = 0.2;

function tone(frequencyHz: number, rateHz: number): Float32Array {
  const samples = new Float32Array(SECONDS * rateHz);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = Math.sin((2 * Math.PI * frequencyHz * i) / rateHz);
  }
  return samples;
}

/** Level of the middle half against a full-scale sine, dB: the ends hold the onset of the tone. */
function levelDb(samples: Float32Array, minus?: Float32Array): number {
  let sum = 0;
  const from = samples.length >> 2;
  const to = 3 * from;
  for (let i = from; i < to; i++) sum += (samples[i] - (minus?.[i] ?? 0)) ** 2;
  return 10 * Math.log10((2 * sum) / (to - from) + 1e-30);
}

function convert(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  return resample({ sampleRateHz: fromHz, channels: [samples] }, toHz).channels[0];
}

describe('resample', () => {
  it.each([
    [48000, 44100],
    [22050, 44100],
    [96000, 44100],
    [8000, 44100],
    [44100, 16000],
    [47999, 44100],
  ])('%i to %i Hz: a tone well within the band is the same tone at the same time', (from, to) => {
    for (const share of [0.02, 0.3, 0.85]) {
      const frequencyHz = (share * Math.min(from, to)) / 2;
      const error = levelDb(convert(tone(frequencyHz, from), from, to), tone(frequencyHz, to));
      expect(error).toBeLessThan(-90);
    }
  });

  it.each([
    [48000, 44100],
    [96000, 44100],
    [192000, 44100],
    [44100, 16000],
    [47999, 44100],
  ])('%i to %i Hz: a tone above the new band is more than 90 dB down', (from, to) => {
    for (let frequencyHz = to / 2 + 20; frequencyHz < from / 2; frequencyHz += from / 29) {
      expect(levelDb(convert(tone(frequencyHz, from), from, to))).toBeLessThan(-90);
    }
  });

  it('lets no image through when it raises the rate', () => {
    const raised = convert(tone(9000, 22050), 22050, 44100);
    // What is left after taking away the tone itself is images and ripple.
    expect(levelDb(raised, tone(9000, 44100))).toBeLessThan(-90);
  });

  it('keeps an impulse where it is, symmetric', () => {
    const impulse = new Float32Array(4800);
    impulse[1600] = 1;
    const moved = convert(impulse, 48000, 44100);
    const peak = 1470;
    expect(moved.indexOf(Math.max(...moved))).toBe(peak);
    for (let k = 1; k < 40; k++) expect(moved[peak + k]).toBeCloseTo(moved[peak - k], 6);
  });

  it('keeps the duration and a constant', () => {
    const constant = convert(new Float32Array(48000).fill(0.5), 48000, 44100);
    expect(constant).toHaveLength(44100);
    for (const i of [1000, 20001, 43000]) expect(constant[i]).toBeCloseTo(0.5, 6);
  });

  it('gives the same samples in pieces as at once, and for channels together as alone', () => {
    const left = tone(440, 48000);
    const right = tone(3000, 48000);
    const whole = resample({ sampleRateHz: 48000, channels: [left, right] }, 44100).channels;
    const length = whole[0].length;
    const pieces = [new Float32Array(length), new Float32Array(length)];
    const resampler = createResampler(48000, 44100);
    for (let from = 0; from < length; from += 1009) {
      resampleRange(resampler, [left, right], pieces, from, Math.min(length, from + 1009));
    }
    expect(pieces).toEqual(whole);
    expect(convert(right, 48000, 44100)).toEqual(whole[1]);
  });

  it('gives back the same object where the rate is right', () => {
    const pcm = { sampleRateHz: 44100, channels: [new Float32Array(10)] };
    expect(resample(pcm, 44100)).toBe(pcm);
  });

  it('refuses what is no rate', () => {
    expect(() => createResampler(44100, 0)).toThrow(RangeError);
    expect(() => createResampler(Number.NaN, 44100)).toThrow(RangeError);
  });
});
