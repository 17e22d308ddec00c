import { describe, expect, it } from 'vitest';
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ, toMono } from '../pcm';
import type { TimeKnot } from './time-map';
import { loadTimeStretcher } from './warp';

const RATE = SAMPLE_RATE_HZ;
const VOICE = { semitones: 0, blockSeconds: 0.08 };

const stereo = (samples: Float32Array): Pcm => ({
  sampleRateHz: RATE,
  channels: [samples, samples.slice()],
});

const sine = (frequencyHz: number, seconds: number, amplitude = 0.5) =>
  Float32Array.from(
    { length: Math.round(seconds * RATE) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / RATE),
  );

/** A wooden click: 5 ms of a decaying 2 kHz tone. */
function addClick(samples: Float32Array, atSeconds: number): void {
  const start = Math.round(atSeconds * RATE);
  for (let i = 0; i < 220 && start + i < samples.length; i++) {
    samples[start + i] += 0.8 * Math.exp(-i / 44) * Math.cos((2 * Math.PI * 2000 * i) / RATE);
  }
}

/** Moment at which half of the energy within 50 ms has passed. */
function middleOfClick(samples: Float32Array, nearSeconds: number): number {
  const from = Math.max(0, Math.round((nearSeconds - 0.05) * RATE));
  const to = Math.min(samples.length, Math.round((nearSeconds + 0.05) * RATE));
  let total = 0;
  for (let i = from; i < to; i++) total += samples[i] ** 2;
  let passed = 0;
  for (let i = from; i < to; i++) {
    passed += samples[i] ** 2;
    if (passed >= total / 2) return i / RATE;
  }
  return Number.NaN;
}

const isSame = (one: Float32Array, other: Float32Array) =>
  one.length === other.length && one.every((sample, i) => sample === other[i]);

const percentile95 = (values: number[]) =>
  values.map(Math.abs).sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];

/** Beats of a tempo that wanders by ±2 % with a period of 16 beats. */
function wanderingBeats(count: number, bpm: number, firstSeconds: number): number[] {
  const beats = [firstSeconds];
  for (let i = 1; i < count; i++) {
    beats.push(beats[i - 1] + 60 / (bpm * (1 + 0.02 * Math.sin((2 * Math.PI * i) / 16))));
  }
  return beats;
}

const toKnots = (input: number[], output: number[]): TimeKnot[] =>
  input.map((inputSeconds, i) => ({ inputSeconds, outputSeconds: output[i] }));

describe('warp', () => {
  it.each([
    ['124 to 140', 124, 140, 0],
    ['124 to 140, two semitones up', 124, 140, 2],
    ['100 to 95', 100, 95, 0],
    ['100 to 95, three semitones down', 100, 95, -3],
    ['120 to 120, two semitones up', 120, 120, 2],
  ])('puts clicks on their beats under a wandering tempo: %s', async (_, from, to, semitones) => {
    const stretcher = await loadTimeStretcher();
    const input = wanderingBeats(40, from, 0.5);
    const output = wanderingBeats(41, to, 0).slice(1);
    const samples = new Float32Array(Math.round((input[39] + 1) * RATE));
    for (const beat of input) addClick(samples, beat);
    const warped = stretcher.warp(stereo(samples), toKnots(input, output), { ...VOICE, semitones });
    const reference = middleOfClick(samples, input[0]) - input[0];
    const errors = output.slice(1, -1).map((beat) => {
      const at = beat - output[0];
      return middleOfClick(warped.channels[0], at) - at - reference;
    });
    expect(percentile95(errors)).toBeLessThan(0.001);
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.002);
  });

  it('copies samples where the map neither stretches nor shifts', async () => {
    const stretcher = await loadTimeStretcher();
    const source = stereo(sine(440, 3));
    const copy = stretcher.warp(source, toKnots([0.5, 1.25, 2], [10, 10.75, 11.5]), VOICE);
    expect(isSame(copy.channels[0], source.channels[0].subarray(RATE / 2, 2 * RATE))).toBe(true);
  });

  it('gives the same bytes whatever was stretched before', async () => {
    const stretcher = await loadTimeStretcher();
    const source = stereo(sine(330, 2));
    const knots = toKnots([0.2, 1.7], [0, 1.8]);
    const first = stretcher.warp(source, knots, { ...VOICE, semitones: 1 });
    stretcher.warp(stereo(sine(1234, 1)), toKnots([0, 1], [0, 0.7]), { ...VOICE, semitones: -4 });
    const second = stretcher.warp(source, knots, { ...VOICE, semitones: 1 });
    expect(second.channels.every((channel, i) => isSame(channel, first.channels[i]))).toBe(true);
  });

  it('keeps pitch and level and has no seam where the ratio changes', async () => {
    const stretcher = await loadTimeStretcher();
    const source = stereo(sine(500, 6));
    const knots = toKnots([0.5, 1.5, 2.5, 3.5, 4.5], [0, 0.9, 2.0, 2.95, 4.1]);
    const warped = stretcher.warp(source, knots, VOICE).channels[0];
    let largestStep = 0;
    let crossings = 0;
    for (let i = 1; i < warped.length; i++) {
      largestStep = Math.max(largestStep, Math.abs(warped[i] - warped[i - 1]));
      if (warped[i - 1] < 0 && warped[i] >= 0) crossings++;
    }
    const steepest = 0.5 * 2 * Math.PI * (500 / RATE);
    expect(largestStep).toBeLessThan(1.15 * steepest);
    expect(Math.abs(crossings / (warped.length / RATE) - 500)).toBeLessThan(2);
    const rms = Math.sqrt(warped.reduce((sum, x) => sum + x * x, 0) / warped.length);
    expect(Math.abs(20 * Math.log10(rms / (0.5 * Math.SQRT1_2)))).toBeLessThan(0.5);
  });

  it('shifts the pitch by the semitones asked for', async () => {
    const stretcher = await loadTimeStretcher();
    const knots = toKnots([0, 3], [0, 3]);
    const up = stretcher.warp(stereo(sine(400, 3)), knots, { ...VOICE, semitones: 3 }).channels[0];
    let crossings = 0;
    for (let i = RATE; i < 2 * RATE; i++) if (up[i - 1] < 0 && up[i] >= 0) crossings++;
    expect(Math.abs(1200 * Math.log2(crossings / (400 * 2 ** (3 / 12))))).toBeLessThan(10);
  });

  it('hears what lies before the first knot, so that a sound in progress starts at full level', async () => {
    const stretcher = await loadTimeStretcher();
    const warped = stretcher.warp(stereo(sine(600, 4)), toKnots([1, 3], [0, 2.2]), VOICE);
    const head = toMono(warped).subarray(0, 441);
    const rms = Math.sqrt(head.reduce((sum, x) => sum + x * x, 0) / head.length);
    expect(Math.abs(20 * Math.log10(rms / (0.5 * Math.SQRT1_2)))).toBeLessThan(1);
  });

  it('is silent beyond the ends of its source and has the length of the map', async () => {
    const stretcher = await loadTimeStretcher();
    const warped = stretcher.warp(stereo(sine(600, 1)), toKnots([-1, 2], [0, 3.3]), VOICE);
    expect(lengthSamples(warped)).toBe(Math.round(3.3 * RATE));
    expect(Math.max(...warped.channels[0].subarray(0, RATE))).toBeLessThan(1e-4);
    expect(Math.max(...warped.channels[0].subarray(2.4 * RATE))).toBeLessThan(1e-4);
  });

  it('refuses maps that run backwards or stretch beyond reason', async () => {
    const stretcher = await loadTimeStretcher();
    const source = stereo(sine(600, 1));
    expect(() => stretcher.warp(source, toKnots([0, 1], [0, 2.5]), VOICE)).toThrow(RangeError);
    expect(() => stretcher.warp(source, toKnots([0, 1], [1, 0]), VOICE)).toThrow(RangeError);
    expect(() => stretcher.warp(source, toKnots([0], [0]), VOICE)).toThrow(RangeError);
  });
});
