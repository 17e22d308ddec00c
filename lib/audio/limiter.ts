/**
 * Look-ahead true-peak limiter: turns the sound down before a peak arrives, smoothly, by the same
 * amount in all channels, and lets it up again slowly.
 *
 * The gain is worked out at nodes, a {@link PEAK_BLOCK} of samples apart, and runs straight between them. What
 * a node needs is held back over the look-ahead (a sliding minimum), released exponentially and smoothed by
 * two moving averages whose lengths add up to the look-ahead: the mean of values that are all low enough is
 * low enough, and so is what lies between two of them, so no peak gets through.
 */
import { dbToAmplitude } from './decibels';
import { applyCurve, type GainCurve } from './gain-curve';
import { type Pcm, scaleBy } from './pcm';
import { maxTruePeak, PEAK_BLOCK, truePeakBlocks } from './true-peak';

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

/** Limits in place and keeps the true peak under the ceiling; returns the largest reduction in dB. */
export function limit(pcm: Pcm, options: LimiterOptions): number {
  const reductionDb = applyLimiter(pcm, options);
  trimToCeiling(pcm, options.ceilingDbtp);
  return reductionDb;
}

/** The limiter alone, in place: what the moving gain does between the samples is left to its margin. */
export function applyLimiter(pcm: Pcm, options: LimiterOptions): number {
  const peaks = truePeakBlocks(pcm, dbToAmplitude(options.ceilingDbtp - options.gainDb));
  const { curve, reductionDb } = limiterCurve(peaks, pcm.sampleRateHz, options);
  applyCurve(pcm, curve);
  return reductionDb;
}

/**
 * The gain, make-up included, that keeps a sound of these peaks under the ceiling, and the largest reduction in
 * dB, 0 where nothing has to be turned down.
 * @param peaks as {@link truePeakBlocks} has them
 */
export function limiterCurve(
  peaks: Float32Array,
  sampleRateHz: number,
  { gainDb, ceilingDbtp }: LimiterOptions,
): { curve: GainCurve; reductionDb: number } {
  const makeup = dbToAmplitude(gainDb);
  const ceiling = dbToAmplitude(ceilingDbtp - MARGIN_DB) / makeup;
  const nodes = new Float32Array(peaks.length + 1);
  let lowest = 1;
  let before = 0;
  for (let i = 0; i < nodes.length; i++) {
    // A node bounds two blocks, and both need it low.
    const current = i < peaks.length ? peaks[i] : 0;
    const peak = current > before ? current : before;
    before = current;
    const needed = peak > ceiling ? ceiling / peak : 1;
    nodes[i] = needed;
    if (needed < lowest) lowest = needed;
  }
  if (lowest === 1) {
    nodes.fill(makeup);
    return { curve: nodes, reductionDb: 0 };
  }
  const nodeHz = sampleRateHz / PEAK_BLOCK;
  const half = Math.max(1, Math.round((LOOK_AHEAD_SECONDS * nodeHz) / 2));
  holdMinimum(nodes, 2 * half - 1);
  releaseAndSmooth(nodes, 1 - Math.exp(-1 / (RELEASE_SECONDS * nodeHz)), half, makeup);
  return { curve: nodes, reductionDb: 20 * Math.log10(1 / lowest) };
}

/** Turns the whole down by what its true peak exceeds the ceiling; returns by how many dB (0 or less). */
export function trimToCeiling(pcm: Pcm, ceilingDbtp: number): number {
  const ceiling = dbToAmplitude(ceilingDbtp);
  const peak = maxTruePeak(pcm);
  if (peak <= ceiling) return 0;
  // Rounding to single precision may lift a sample by half a step.
  const factor = (ceiling / peak) * (1 - 1e-6);
  scaleBy(pcm, factor);
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
 * Falls at once and rises towards 1 by a share of the distance each time; then the mean of each value and
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
