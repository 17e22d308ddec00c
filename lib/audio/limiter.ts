/**
 * Look-ahead true-peak limiter: turns the sound down before a peak arrives, smoothly, by the same
 * amount in all channels, and lets it up again slowly.
 *
 * The gain that each sample needs is held back over the look-ahead (a sliding minimum), released
 * exponentially and smoothed by two moving averages whose lengths add up to the look-ahead: the mean
 * of values that are all low enough is low enough, so no peak gets through.
 */
import { dbToAmplitude } from './decibels';
import type { Pcm } from './pcm';
import { maxTruePeak, truePeakEnvelope } from './true-peak';

export interface LimiterOptions {
  /** Gain before the limiter. */
  gainDb: number;
  /** Highest true peak that may come out. */
  ceilingDbtp: number;
}

/** Long enough that the way down is not heard as a click, short enough not to dull an attack. */
const LOOK_AHEAD_SECONDS = 0.005;

/** Time constant of the way up: slower than a bass note's period, faster than a beat. */
const RELEASE_SECONDS = 0.12;

/**
 * Aimed at below the ceiling: the moving gain changes the waveform between the samples a little, and
 * other meters interpolate a little differently.
 */
const MARGIN_DB = 0.2;

/** Samples a block of a forecast: 1.5 ms. */
const FORECAST_BLOCK = 64;

/** Limits in place; returns the largest reduction in dB, 0 where nothing had to be turned down. */
export function limit(pcm: Pcm, { gainDb, ceilingDbtp }: LimiterOptions): number {
  const envelope = truePeakEnvelope(pcm, dbToAmplitude(ceilingDbtp - MARGIN_DB - gainDb));
  const gain = new Float32Array(envelope.length);
  const reductionDb = limiterGain(envelope, pcm.sampleRateHz, { gainDb, ceilingDbtp }, gain);
  applyGain(pcm, gain);
  trimToCeiling(pcm, ceilingDbtp);
  return reductionDb;
}

/**
 * Writes the factor for each sample, gain included, that keeps the true-peak envelope of the sound
 * under the ceiling. Returns the largest reduction in dB.
 */
export function limiterGain(
  envelope: Float32Array,
  sampleRateHz: number,
  { gainDb, ceilingDbtp }: LimiterOptions,
  gain: Float32Array,
): number {
  const makeup = dbToAmplitude(gainDb);
  const ceiling = dbToAmplitude(ceilingDbtp - MARGIN_DB) / makeup;
  const half = lookAheadHalf(sampleRateHz);
  let lowest = 1;
  let before = 0;
  for (let i = 0; i < envelope.length; i++) {
    // A crest between two samples needs both of them turned down.
    const current = envelope[i];
    const peak = current > before ? current : before;
    before = current;
    const needed = peak > ceiling ? ceiling / peak : 1;
    gain[i] = needed;
    if (needed < lowest) lowest = needed;
  }
  if (lowest === 1) {
    gain.fill(makeup);
    return 0;
  }
  holdMinimum(gain, 2 * half - 1);
  releaseAndSmooth(gain, 1 - Math.exp(-1 / (RELEASE_SECONDS * sampleRateHz)), half, makeup);
  return 20 * Math.log10(1 / lowest);
}

/** Half of the look-ahead in samples: the length of each of the two averages. */
function lookAheadHalf(sampleRateHz: number): number {
  return Math.max(1, Math.round((LOOK_AHEAD_SECONDS * sampleRateHz) / 2));
}

/**
 * What the limiter will do, by blocks of the envelope: good to a tenth of a decibel, and a hundred times
 * quicker. Made once for a sound, then asked for one gain after another.
 */
export class LimiterForecast {
  private readonly peaks: Float32Array;
  private readonly release: number;

  /** @param envelope true peaks where the sound is near the ceiling at any gain that is asked for */
  constructor(
    envelope: Float32Array,
    private readonly sampleRateHz: number,
    private readonly ceilingDbtp: number,
  ) {
    this.peaks = new Float32Array(Math.ceil(envelope.length / FORECAST_BLOCK));
    for (let i = 0; i < envelope.length; i++) {
      const block = Math.floor(i / FORECAST_BLOCK);
      if (envelope[i] > this.peaks[block]) this.peaks[block] = envelope[i];
    }
    this.release = 1 - Math.exp(-FORECAST_BLOCK / (RELEASE_SECONDS * sampleRateHz));
  }

  /** Mean power gain of the limiter without the make-up, by steps of so many samples. */
  powerGains(gainDb: number, steps: number, stepSamples: number): Float64Array {
    const { peaks, release } = this;
    const ceiling = dbToAmplitude(this.ceilingDbtp - MARGIN_DB - gainDb);
    const reach = Math.round((2 * lookAheadHalf(this.sampleRateHz)) / FORECAST_BLOCK);
    const sums = new Float64Array(steps);
    const counts = new Float64Array(steps);
    let held = 1;
    for (let block = 0; block < peaks.length; block++) {
      let peak = 0;
      const last = Math.min(block + reach, peaks.length - 1);
      for (let k = block; k <= last; k++) if (peaks[k] > peak) peak = peaks[k];
      held = Math.min(peak > ceiling ? ceiling / peak : 1, held + (1 - held) * release);
      const step = Math.floor(((block + 0.5) * FORECAST_BLOCK) / stepSamples);
      if (step >= steps) break;
      sums[step] += held * held;
      counts[step]++;
    }
    return sums.map((sum, step) => (counts[step] > 0 ? sum / counts[step] : 1));
  }
}

/** Multiplies all channels by a factor a sample, in place. */
export function applyGain(pcm: Pcm, gain: Float32Array): void {
  for (const channel of pcm.channels) {
    for (let i = 0; i < channel.length; i++) channel[i] *= gain[i];
  }
}

/** Turns the whole down by what its true peak exceeds the ceiling; returns by how many dB (0 or less). */
export function trimToCeiling(pcm: Pcm, ceilingDbtp: number): number {
  const ceiling = dbToAmplitude(ceilingDbtp);
  const peak = maxTruePeak(pcm);
  if (peak <= ceiling) return 0;
  // Rounding to single precision may lift a sample by half a step.
  const factor = (ceiling / peak) * (1 - 1e-6);
  for (const channel of pcm.channels) {
    for (let i = 0; i < channel.length; i++) channel[i] *= factor;
  }
  return 20 * Math.log10(factor);
}

/** Each value becomes the smallest of itself and the `span - 1` that follow, in place. */
function holdMinimum(values: Float32Array, span: number): void {
  // A queue of candidates in a ring, rising in value from its head; the head is the minimum. Where nothing
  // lies below 1 within the span there is nothing to do.
  const mask = 2 ** Math.ceil(Math.log2(span + 1)) - 1;
  const at = new Int32Array(mask + 1);
  const value = new Float32Array(mask + 1);
  let head = 0;
  let tail = 0;
  for (let i = values.length - 1; i >= 0; i--) {
    const current = values[i];
    if (current === 1 && head === tail) continue;
    if (head !== tail && at[head & mask] >= i + span) head++;
    if (current === 1 && head === tail) continue;
    while (head !== tail && value[(tail - 1) & mask] >= current) tail--;
    at[tail & mask] = i;
    value[tail & mask] = current;
    tail++;
    values[i] = value[head & mask];
  }
}

/**
 * Falls at once and rises towards 1 by a share of the distance each sample; then the mean of each value and
 * the `span - 1` before it, twice (the first counts for those before it); then the make-up. In place.
 */
function releaseAndSmooth(values: Float32Array, share: number, span: number, makeup: number): void {
  const ring = new Float32Array(span).fill(values[0]);
  const smoothRing = new Float32Array(span).fill(values[0]);
  let sum = values[0] * span;
  let smoothSum = sum;
  let slot = 0;
  let held = 1;
  for (let i = 0; i < values.length; i++) {
    const risen = held + (1 - held) * share;
    const value = values[i];
    held = Math.fround(value < risen ? value : risen);
    sum += held - ring[slot];
    ring[slot] = held;
    const mean = Math.fround(sum / span);
    smoothSum += mean - smoothRing[slot];
    smoothRing[slot] = mean;
    slot = slot + 1 === span ? 0 : slot + 1;
    values[i] = (smoothSum / span) * makeup;
  }
}
