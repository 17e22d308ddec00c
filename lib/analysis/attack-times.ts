/**
 * When a sound starts, to a fraction of a millisecond: coarse onsets are moved to the physical start of
 * the attack in the waveform, which neither window length nor compression smears.
 */
import { forEachBlock, type MonoSignal } from '@/lib/audio/mono-signal';

/** Onset candidates: local maxima of an onset curve. */
export interface Onset {
  /** Frame of the onset curve. */
  frame: number;
  strength: number;
}

/** An onset with its attack. */
export interface Attack {
  /** Start of the attack. */
  seconds: number;
  /** Strength of the onset curve at the onset. */
  strength: number;
  /** Peak of the attack over the sound before it, dB. */
  contrastDb: number;
}

/** Envelope resolution. */
const BIN_SECONDS = 0.0005;
const SEARCH_BEFORE_SECONDS = 0.035;
const SEARCH_AFTER_SECONDS = 0.035;
const FLOOR_SECONDS = 0.012;
/** Share of the way from floor to peak at which the attack is said to have started. */
const START_SHARE = 0.2;

/** Local maxima above the local mean (radius 120 ms) by `threshold` times the curve's mean. */
export function pickOnsets(curve: Float32Array, frameRateHz: number, threshold = 0.3): Onset[] {
  const radius = Math.round(0.03 * frameRateHz);
  const meanRadius = Math.round(0.12 * frameRateHz);
  let total = 0;
  for (const value of curve) total += value;
  const floor = (threshold * total) / Math.max(1, curve.length);
  const sums = new Float64Array(curve.length + 1);
  for (let i = 0; i < curve.length; i++) sums[i + 1] = sums[i] + curve[i];
  const onsets: Onset[] = [];
  for (let i = 0; i < curve.length; i++) {
    const value = curve[i];
    if (value <= floor) continue;
    const from = Math.max(0, i - meanRadius);
    const to = Math.min(curve.length, i + meanRadius + 1);
    if (value < (sums[to] - sums[from]) / (to - from) + floor) continue;
    let isPeak = true;
    for (let j = Math.max(0, i - radius); j <= Math.min(curve.length - 1, i + radius); j++) {
      if (curve[j] > value || (curve[j] === value && j < i)) isPeak = false;
    }
    if (isPeak) onsets.push({ frame: i, strength: value });
  }
  return onsets;
}

/**
 * Envelope of the signal's slope in bins of 0.5 ms. The slope rather than the signal: a running bass
 * hides a kick in level but hardly in slope, and a sine that starts at zero starts at full slope.
 */
export function slopeEnvelope(signal: MonoSignal): Float32Array {
  const binSamples = signal.sampleRateHz * BIN_SECONDS;
  const envelope = new Float32Array(Math.ceil(signal.length / binSamples));
  let last = 0;
  let bin = 0;
  forEachBlock(signal, (block, from) => {
    for (let i = 0; i < block.length; ) {
      const binEnd = Math.ceil((bin + 1) * binSamples) - from;
      const end = Math.min(block.length, binEnd);
      envelope[bin] = Math.max(envelope[bin], steepestSlope(block, i, end, last));
      last = block[end - 1];
      i = end;
      if (i === binEnd) bin++;
    }
  });
  return envelope;
}

/** The largest step from one sample to the next; `before` stands before the first. */
function steepestSlope(block: Float32Array, from: number, end: number, before: number): number {
  let steepest = 0;
  let last = before;
  for (let i = from; i < end; i++) {
    const slope = Math.abs(block[i] - last);
    if (slope > steepest) steepest = slope;
    last = block[i];
  }
  return steepest;
}

/**
 * The attack nearest to a coarse time: the steepest rise of the envelope within ±35 ms, followed back to
 * where it leaves its floor.
 * @returns null where nothing rises by 3 dB
 */
export function attackNear(
  envelope: Float32Array,
  aroundSeconds: number,
  strength: number,
): Attack | null {
  const first = Math.round((aroundSeconds - SEARCH_BEFORE_SECONDS) / BIN_SECONDS);
  const last = Math.round((aroundSeconds + SEARCH_AFTER_SECONDS) / BIN_SECONDS);
  const floorBins = Math.round(FLOOR_SECONDS / BIN_SECONDS);
  const riseBins = Math.round(0.004 / BIN_SECONDS);
  let best = -1;
  let bestRise = 0;
  for (let bin = Math.max(first, 1); bin <= last && bin + riseBins <= envelope.length; bin++) {
    let after = 0;
    for (let i = bin; i < bin + riseBins; i++) after = Math.max(after, envelope[i]);
    let before = 0;
    for (let i = Math.max(0, bin - floorBins); i < bin; i++) before = Math.max(before, envelope[i]);
    // The difference of levels, weighted by their ratio: loud and sudden.
    const rise = (after - before) * Math.log2((after + 1e-7) / (before + 1e-7));
    if (after > before && rise > bestRise) {
      bestRise = rise;
      best = bin;
    }
  }
  if (best < 0) return null;
  let peak = 0;
  let floor = 0;
  for (let i = best; i < Math.min(envelope.length, best + riseBins); i++) {
    peak = Math.max(peak, envelope[i]);
  }
  for (let i = Math.max(0, best - floorBins); i < best; i++) floor = Math.max(floor, envelope[i]);
  const contrastDb = 20 * Math.log10((peak + 1e-7) / (floor + 1e-7));
  if (contrastDb < 3) return null;
  const threshold = floor + START_SHARE * (peak - floor);
  let start = best;
  while (start < best + riseBins && envelope[start] < threshold) start++;
  // Within the bin the start is taken where a linear rise would cross the threshold.
  const previous = start > 0 ? envelope[start - 1] : 0;
  const share = clamp01((threshold - previous) / Math.max(envelope[start] - previous, 1e-12));
  return { seconds: (start + share) * BIN_SECONDS, strength, contrastDb };
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
