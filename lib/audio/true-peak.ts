/**
 * True peak: how far the continuous waveform goes that the samples stand for.
 *
 * Source: ITU-R BS.1770-4, annex 2. Three points between any two samples are interpolated (4 times
 * oversampling) by a windowed sinc of 24 taps, twice as long as the annex's example, so that it is
 * flat to 0.44 of the sample rate.
 */
import { amplitudeToDb } from './decibels';
import type { Pcm } from './pcm';

/** Samples to either side of the gap that is interpolated. */
const REACH = 12;

/** Kaiser window for 50 dB stop-band attenuation (Kaiser 1974: 0.1102 (A - 8.7)). */
const KAISER_BETA = 4.55;

/** Samples looked at together; a block too quiet to matter is passed over. */
const BLOCK = 64;

/**
 * The interpolator for the points at 1/4, 1/2 and 3/4 of a gap. With s the sums and d the differences
 * of the samples at equal distance from its middle, the values are sum(even s + odd d), sum(middle s)
 * and sum(even s - odd d): the third point costs nothing over the first.
 */
const { even, odd, middle, gain, near, far } = designInterpolator();

/** Largest true peak over all channels, dBTP; -Infinity for silence. */
export function maxTruePeakDbtp(pcm: Pcm): number {
  return amplitudeToDb(maxTruePeak(pcm));
}

/** Largest true peak over all channels as an amplitude (1 = full scale). */
export function maxTruePeak(pcm: Pcm): number {
  const window = new Float64Array(BLOCK + 2 * REACH);
  let peak = maxSamplePeak(pcm);
  for (const channel of pcm.channels) {
    for (let start = -1; start < channel.length; start += BLOCK) {
      const around = loadWindow(channel, start, window);
      if (around * gain <= peak) continue;
      for (let at = REACH - 1; at < BLOCK + REACH - 1; at++) {
        if (mostOfGap(window, at, around) > peak) peak = Math.max(peak, peakOfGap(window, at));
      }
    }
  }
  return peak;
}

/** Largest sample over all channels as an amplitude. */
export function maxSamplePeak(pcm: Pcm): number {
  let peak = 0;
  for (const channel of pcm.channels) {
    for (let i = 0; i < channel.length; i++) {
      const magnitude = Math.abs(channel[i]);
      if (magnitude > peak) peak = magnitude;
    }
  }
  return peak;
}

/** For each sample the largest magnitude over all channels. */
export function samplePeaks({ channels }: Pcm): Float32Array {
  const peaks = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels) {
    for (let i = 0; i < peaks.length; i++) {
      const magnitude = Math.abs(channel[i]);
      if (magnitude > peaks[i]) peaks[i] = magnitude;
    }
  }
  return peaks;
}

/**
 * For each sample the largest magnitude, over all channels, of itself and of the waveform up to the
 * next sample. Where the waveform cannot exceed `threshold` only the samples count, which is quicker.
 */
export function truePeakEnvelope(pcm: Pcm, threshold = 0): Float32Array {
  const length = pcm.channels[0]?.length ?? 0;
  const envelope = new Float32Array(length);
  const window = new Float64Array(BLOCK + 2 * REACH);
  for (const channel of pcm.channels) {
    for (let start = 0; start < length; start += BLOCK) {
      const around = loadWindow(channel, start, window);
      const isLoud = around * gain > threshold;
      const end = Math.min(start + BLOCK, length);
      for (let i = start, at = REACH - 1; i < end; i++, at++) {
        let peak = Math.abs(channel[i]);
        if (isLoud && mostOfGap(window, at, around) > threshold) {
          peak = Math.max(peak, peakOfGap(window, at));
        }
        if (peak > envelope[i]) envelope[i] = peak;
      }
    }
  }
  return envelope;
}

/** Copies a block with its surroundings (silence beyond the ends); returns its sample peak. */
function loadWindow(channel: Float32Array, start: number, window: Float64Array): number {
  const offset = start - REACH + 1;
  const from = Math.max(-offset, 0);
  const to = Math.min(window.length, channel.length - offset);
  window.fill(0, 0, Math.min(from, window.length));
  window.fill(0, Math.max(to, 0));
  let peak = 0;
  for (let i = from; i < to; i++) {
    const value = channel[offset + i];
    window[i] = value;
    const magnitude = Math.abs(value);
    if (magnitude > peak) peak = magnitude;
  }
  return peak;
}

/** What the gap after `window[at]` cannot exceed: its two neighbours count most, the others are at most so loud. */
function mostOfGap(window: Float64Array, at: number, around: number): number {
  const before = Math.abs(window[at]);
  const after = Math.abs(window[at + 1]);
  return near * (before > after ? before : after) + far * around;
}

/** Largest magnitude at the three points between `window[at]` and the next sample. */
function peakOfGap(window: Float64Array, at: number): number {
  let symmetric = 0;
  let skewed = 0;
  let centre = 0;
  for (let k = 0; k < REACH; k++) {
    const before = window[at - k];
    const after = window[at + 1 + k];
    const sum = before + after;
    symmetric += even[k] * sum;
    skewed += odd[k] * (before - after);
    centre += middle[k] * sum;
  }
  return Math.max(Math.abs(symmetric) + Math.abs(skewed), Math.abs(centre));
}

function designInterpolator() {
  const quarter = interpolationTaps(0.25);
  const half = interpolationTaps(0.5);
  const even = new Float64Array(REACH);
  const odd = new Float64Array(REACH);
  const middle = new Float64Array(REACH);
  for (let k = 0; k < REACH; k++) {
    const before = quarter[REACH - 1 - k];
    const after = quarter[REACH + k];
    even[k] = (before + after) / 2;
    odd[k] = (before - after) / 2;
    middle[k] = half[REACH + k];
  }
  const absoluteSum = (taps: number[]) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0);
  /** Most that the waveform can exceed the samples around it. */
  const gain = Math.max(absoluteSum(quarter), absoluteSum(half));
  const nearSum = (taps: number[]) => Math.abs(taps[REACH - 1]) + Math.abs(taps[REACH]);
  /** The same apart for the two samples beside the gap and for all others. */
  const near = Math.max(nearSum(quarter), nearSum(half));
  const far = Math.max(absoluteSum(quarter) - nearSum(quarter), absoluteSum(half) - nearSum(half));
  return { even, odd, middle, gain, near, far };
}

/** Weights of the samples -REACH + 1 to REACH for the point at `fraction` after sample 0. */
function interpolationTaps(fraction: number): number[] {
  const taps = Array.from({ length: 2 * REACH }, (_, i) => {
    const x = fraction - (i - REACH + 1);
    const sinc = Math.sin(Math.PI * x) / (Math.PI * x);
    return (sinc * besselI0(KAISER_BETA * Math.sqrt(1 - (x / REACH) ** 2))) / besselI0(KAISER_BETA);
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
