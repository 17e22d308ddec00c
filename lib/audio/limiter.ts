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
  const half = Math.max(1, Math.round((LOOK_AHEAD_SECONDS * sampleRateHz) / 2));
  let lowest = 1;
  let before = 0;
  for (let i = 0; i < envelope.length; i++) {
    // A crest between two samples needs both of them turned down.
    const peak = Math.max(envelope[i], before);
    before = envelope[i];
    gain[i] = peak > ceiling ? ceiling / peak : 1;
    if (gain[i] < lowest) lowest = gain[i];
  }
  if (lowest < 1) {
    holdMinimum(gain, 2 * half - 1);
    release(gain, 1 - Math.exp(-1 / (RELEASE_SECONDS * sampleRateHz)));
    movingAverage(gain, half);
    movingAverage(gain, half);
  }
  for (let i = 0; i < gain.length; i++) gain[i] *= makeup;
  return 20 * Math.log10(1 / lowest);
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
  // A queue of candidates in a ring, rising in value from its head; the head is the minimum.
  const mask = 2 ** Math.ceil(Math.log2(span + 1)) - 1;
  const at = new Int32Array(mask + 1);
  const value = new Float32Array(mask + 1);
  let head = 0;
  let tail = 0;
  for (let i = values.length - 1; i >= 0; i--) {
    const current = values[i];
    if (head !== tail && at[head & mask] >= i + span) head++;
    while (head !== tail && value[(tail - 1) & mask] >= current) tail--;
    at[tail & mask] = i;
    value[tail & mask] = current;
    tail++;
    values[i] = value[head & mask];
  }
}

/** Falls at once and rises towards 1 by a share of the distance each sample, in place. */
function release(values: Float32Array, share: number): void {
  let held = 1;
  for (let i = 0; i < values.length; i++) {
    held = Math.min(values[i], held + (1 - held) * share);
    values[i] = held;
  }
}

/** Mean of each value and the `span - 1` before it, in place; the first counts for those before it. */
function movingAverage(values: Float32Array, span: number): void {
  const ring = new Float32Array(span).fill(values[0]);
  let sum = values[0] * span;
  let slot = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] - ring[slot];
    ring[slot] = values[i];
    slot = slot + 1 === span ? 0 : slot + 1;
    values[i] = sum / span;
  }
}
