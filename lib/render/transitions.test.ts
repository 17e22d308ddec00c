import { describe, expect, it } from 'vitest';
import { BiquadCascade, butterworth4 } from '@/lib/audio/biquad';
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { createRandom } from '@/lib/base/random';
import { TRANSITION_TYPES } from '@/lib/plan/remix-plan';
import { linearFade, type SweepDirection, transition } from './transitions';

const LENGTH = 2 * SAMPLE_RATE_HZ;
const place = { sampleRateHz: SAMPLE_RATE_HZ, beatSeconds: 0.5 };
const up = { ...place, sweep: 'up' as SweepDirection };
const down = { ...place, sweep: 'down' as SweepDirection };

function noise(seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: LENGTH }, () => 0.1 * random.normal());
}

const tone = (frequencyHz: number) =>
  Float32Array.from(
    { length: LENGTH },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * frequencyHz * i) / SAMPLE_RATE_HZ),
  );

function levelDb(samples: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += samples[i] ** 2;
  return 10 * Math.log10(sum / (to - from));
}

const largestStep = (samples: Float32Array) =>
  samples.reduce((most, x, i) => (i ? Math.max(most, Math.abs(x - samples[i - 1])) : 0), 0);

describe('every transition', () => {
  it.each(TRANSITION_TYPES)(
    '%s begins with one sound, ends with the other and does not click',
    (type) => {
      const [outgoing, incoming] = [tone(150), tone(220)];
      const result = transition(type, outgoing, incoming, up);
      expect(result[0]).toBeCloseTo(outgoing[0], 2);
      expect(result[LENGTH - 1]).toBeCloseTo(incoming[LENGTH - 1], 2);
      const steepest = (2 * Math.PI * (150 + 220)) / SAMPLE_RATE_HZ / 2;
      expect(largestStep(result)).toBeLessThan(1.5 * steepest);
    },
  );

  it.each(TRANSITION_TYPES)('%s never gets more than 1 dB louder than either sound', (type) => {
    const [outgoing, incoming] = [noise(1), noise(2)];
    const result = transition(type, outgoing, incoming, down);
    const limit = Math.max(levelDb(outgoing, 0, LENGTH), levelDb(incoming, 0, LENGTH)) + 1;
    const window = SAMPLE_RATE_HZ / 10;
    for (let start = 0; start + window <= LENGTH; start += window / 2) {
      expect(levelDb(result, start, start + window)).toBeLessThan(limit);
    }
  });
});

describe('crossfade', () => {
  it('keeps the level of sounds that have nothing to do with each other, throughout', () => {
    const result = transition('crossfade', noise(3), noise(4), up);
    for (let start = 0; start + 8820 <= LENGTH; start += 8820) {
      expect(Math.abs(levelDb(result, start, start + 8820) + 20)).toBeLessThan(0.5);
    }
  });
});

describe('cut', () => {
  it('leaves a sound that goes on as it is', () => {
    const sound = noise(5);
    const result = linearFade(sound, sound);
    expect(result.every((x, i) => Math.abs(x - sound[i]) < 1e-7)).toBe(true);
  });
});

describe('filter sweep', () => {
  const band = (samples: Float32Array, kind: 'lowpass' | 'highpass', cornerHz: number) => {
    const filtered = samples.slice();
    new BiquadCascade(butterworth4(kind, SAMPLE_RATE_HZ, cornerHz)).processBlock(filtered);
    return levelDb(filtered, Math.round(0.85 * LENGTH), Math.round(0.98 * LENGTH));
  };

  it('upwards takes the lows away before a rise and keeps the highs', () => {
    const sound = noise(6);
    const result = transition('filter-sweep', sound, noise(7), up);
    expect(band(result, 'lowpass', 150)).toBeLessThan(band(sound, 'lowpass', 150) - 20);
    expect(band(result, 'highpass', 2000)).toBeGreaterThan(band(sound, 'highpass', 2000) - 1);
  });

  it('downwards takes the highs away before a fall and keeps the lows', () => {
    const sound = noise(8);
    const result = transition('filter-sweep', sound, noise(9), down);
    expect(band(result, 'highpass', 2000)).toBeLessThan(band(sound, 'highpass', 2000) - 20);
    expect(band(result, 'lowpass', 150)).toBeGreaterThan(band(sound, 'lowpass', 150) - 1);
  });
});

describe('silence gap', () => {
  it('is silent between its edges', () => {
    const result = transition('silence-gap', noise(10), noise(11), up);
    const edge = Math.round(0.006 * SAMPLE_RATE_HZ);
    expect(result.subarray(edge, LENGTH - edge).every((x) => x === 0)).toBe(true);
  });
});

it('copes with windows shorter than its edges', () => {
  for (const type of TRANSITION_TYPES) {
    for (const length of [0, 1, 7]) {
      const result = transition(type, new Float32Array(length), new Float32Array(length), up);
      expect(result).toHaveLength(length);
    }
  }
});

describe('bass swap', () => {
  const lowLevel = (sound: Float32Array, from: number, to: number) => {
    const lows = sound.slice();
    new BiquadCascade(butterworth4('lowpass', SAMPLE_RATE_HZ, 150)).processBlock(lows);
    return levelDb(lows, from, to);
  };

  it.each([
    ['with nothing in common', noise(11), noise(12)],
    ['that are the same', noise(13), noise(13)],
  ])('never has more lows than either of two sounds %s', (_, outgoing, incoming) => {
    const result = transition('bass-swap', outgoing, incoming, up);
    const window = 12_000;
    for (let start = 0; start + window <= LENGTH; start += window / 2) {
      const end = start + window;
      const before = Math.max(lowLevel(outgoing, start, end), lowLevel(incoming, start, end));
      expect(lowLevel(result, start, end)).toBeLessThan(before + 1);
    }
  });

  it('has only the lows of the outgoing sound before its middle, and of the incoming one after', () => {
    const silent = new Float32Array(LENGTH);
    const result = transition('bass-swap', tone(60), silent, up);
    const middle = LENGTH / 2;
    const margin = 0.05 * SAMPLE_RATE_HZ;
    expect(Math.abs(levelDb(result, 0, middle - margin) + 9)).toBeLessThan(0.3);
    expect(levelDb(result, middle + margin, LENGTH - margin)).toBeLessThan(-60);
  });
});

describe('echo tail', () => {
  it('stops the outgoing sound after a beat and repeats its end, quieter each half beat', () => {
    const silent = new Float32Array(LENGTH);
    const result = transition('echo-tail', tone(1000), silent, up);
    const halfBeat = 0.25 * SAMPLE_RATE_HZ;
    const levels = [2, 3, 4, 5, 6].map((half) =>
      levelDb(result, half * halfBeat + 500, (half + 1) * halfBeat - 500),
    );
    for (let i = 1; i < levels.length; i++) expect(levels[i]).toBeLessThan(levels[i - 1] - 5);
    expect(levels[0]).toBeGreaterThan(-18);
  });

  it('leaves no lows behind', () => {
    const result = transition('echo-tail', tone(60), new Float32Array(LENGTH), up);
    expect(levelDb(result, 0.52 * SAMPLE_RATE_HZ, LENGTH)).toBeLessThan(-35);
  });
});

describe('drop-out', () => {
  it('is gone within an eighth of a second and leaves silence', () => {
    const result = transition('drop-out', tone(100), tone(100), up);
    expect(levelDb(result, 0, 0.05 * SAMPLE_RATE_HZ)).toBeGreaterThan(-12);
    expect(levelDb(result, 0.13 * SAMPLE_RATE_HZ, LENGTH - 500)).toBe(Number.NEGATIVE_INFINITY);
  });
});
