/**
 * True peak: how far the continuous waveform goes that the samples stand for.
 *
 * Source: ITU-R BS.1770-4, annex 2. Three points between any two samples are interpolated (4 times
 * oversampling) by a windowed sinc of 24 taps, twice as long as the annex's example, so that it is
 * flat to 0.44 of the sample rate.
 */
import { Crests } from './crests';
import { amplitudeToDb } from './decibels';
import type { Pcm } from './pcm';

/** Samples to either side of the gap that is interpolated. */
const REACH = 12;

/** Kaiser window for 50 dB stop-band attenuation (Kaiser 1974: 0.1102 (A - 8.7)). */
const KAISER_BETA = 4.55;

/** Samples looked at together; a window too quiet to matter is passed over. */
const WINDOW = 64;

/** Samples for which one peak stands: 0.36 ms at 44.1 kHz. */
export const PEAK_BLOCK = 16;

/** So many pairs of samples around a gap are summed before it is asked again whether the others can matter. */
const PAIRS_AT_ONCE = 3;

/**
 * The interpolator for the points at 1/4, 1/2 and 3/4 of a gap. With s the sums and d the differences
 * of the samples at equal distance from its middle, the values are sum(even s + odd d), sum(middle s)
 * and sum(even s - odd d): the third point costs nothing over the first.
 */
const { even, odd, middle, gain, near, far, rests } = designInterpolator();

/** Largest true peak over all channels, dBTP; -Infinity for silence. */
export function maxTruePeakDbtp(pcm: Pcm): number {
  return amplitudeToDb(maxTruePeak(pcm));
}

/**
 * Largest true peak over all channels as an amplitude (1 = full scale).
 * @param bounds what no channel exceeds, by blocks as {@link truePeakBlocks} has them, where it is known: blocks
 *   that cannot hold the peak are passed over
 * @param samplePeak as {@link maxSamplePeak} has it, where it is known
 */
export function maxTruePeak(
  pcm: Pcm,
  bounds?: Float32Array,
  samplePeak = maxSamplePeak(pcm),
): number {
  const window = new Float64Array(WINDOW + 2 * REACH);
  let peak = samplePeak;
  for (const channel of pcm.channels) {
    // The gap before the first sample.
    const head = loadWindow(channel, -1, window);
    peak = crestOf(window, REACH - 1, REACH, head, peak);
    for (let start = 0; start < channel.length; start += WINDOW) {
      if (bounds && mostOf(bounds, start) <= peak) continue;
      const around = loadWindow(channel, start, window);
      if (around * gain <= peak) continue;
      peak = crestOf(window, REACH - 1, WINDOW + REACH - 1, around, peak);
    }
  }
  return peak;
}

/** Largest of the bounds over a window. */
function mostOf(bounds: Float32Array, start: number): number {
  const first = start / PEAK_BLOCK;
  const end = Math.min(first + WINDOW / PEAK_BLOCK, bounds.length);
  let most = 0;
  for (let block = first; block < end; block++) if (bounds[block] > most) most = bounds[block];
  return most;
}

/**
 * What the waveform cannot exceed behind a gain, by block: the peaks before it times the gain there, and what a
 * gain that moves under the interpolator's reach can add.
 * @param peaks as {@link truePeakBlocks} has them with this threshold
 * @param curve the gain every {@link PEAK_BLOCK} samples, one more than blocks
 */
export function boundsBehindGain(
  peaks: Float32Array,
  threshold: number,
  curve: Float32Array,
): Float32Array {
  const last = peaks.length - 1;
  return peaks.map((peak, block) => {
    // The interpolator reaches no further than the blocks beside this one.
    const before = Math.max(block - 1, 0);
    const after = Math.min(block + 1, last);
    const around = Math.max(peaks[before], peak, peaks[after]);
    const a = curve[before];
    const b = curve[block];
    const c = curve[block + 1];
    const d = curve[after + 1];
    const highest = Math.max(a, b, c, d);
    const moves = highest - Math.min(a, b, c, d);
    return highest * Math.max(peak, threshold) + moves * gain * around;
  });
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

/** For each {@link PEAK_BLOCK} samples the largest magnitude over all channels. */
export function samplePeakBlocks({ channels }: Pcm): Float32Array {
  const length = channels[0]?.length ?? 0;
  const peaks = new Float32Array(Math.ceil(length / PEAK_BLOCK));
  for (const channel of channels) {
    for (let block = 0; block < peaks.length; block++) {
      const end = Math.min((block + 1) * PEAK_BLOCK, length);
      let peak = peaks[block];
      for (let i = block * PEAK_BLOCK; i < end; i++) {
        const magnitude = Math.abs(channel[i]);
        if (magnitude > peak) peak = magnitude;
      }
      peaks[block] = peak;
    }
  }
  return peaks;
}

/**
 * For each {@link PEAK_BLOCK} samples the largest magnitude, over all channels, of themselves and of the
 * waveform up to the sample after them. Where the waveform cannot exceed `threshold` only the samples count,
 * which is quicker.
 * @param samplePeaks as {@link samplePeakBlocks} has them, where they are known
 */
export function truePeakBlocks(
  pcm: Pcm,
  threshold = 0,
  samplePeaks = samplePeakBlocks(pcm),
): Float32Array {
  const peaks = samplePeaks.slice();
  const mayCrest = blocksThatMayCrest(samplePeaks, threshold);
  crests ??= new Crests({ even, odd, middle }, PEAK_BLOCK);
  const found = new Float32Array(crests.blocks);
  for (const channel of pcm.channels) {
    for (let first = 0; first < peaks.length; first += found.length) {
      const count = Math.min(found.length, peaks.length - first);
      const loud = mayCrest.subarray(first, first + count);
      let from = loud.indexOf(1);
      if (from < 0) continue;
      crests.take(channel, first * PEAK_BLOCK);
      while (from >= 0) {
        const quiet = loud.indexOf(0, from);
        const to = quiet < 0 ? count : quiet;
        crests.between(from, to, found);
        for (let block = from; block < to; block++) {
          const peak = found[block];
          if (peak > threshold && peak > peaks[first + block]) peaks[first + block] = peak;
        }
        from = loud.indexOf(1, to);
      }
    }
  }
  return peaks;
}

/** Made when first needed. */
let crests: Crests | undefined;

/** 1 for each block in which the waveform may exceed both the samples and the threshold. */
function blocksThatMayCrest(samplePeaks: Float32Array, threshold: number): Uint8Array {
  const last = samplePeaks.length - 1;
  const marks = new Uint8Array(samplePeaks.length);
  for (let block = 0; block <= last; block++) {
    const own = samplePeaks[block];
    const before = block > 0 ? samplePeaks[block - 1] : 0;
    const after = block < last ? samplePeaks[block + 1] : 0;
    // The two samples beside a gap count most; the interpolator reaches no further than the blocks beside.
    const beside = own > after ? own : after;
    const around = beside > before ? beside : before;
    const most = near * beside + far * around;
    if (most > threshold && most > own) marks[block] = 1;
  }
  return marks;
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

/**
 * Largest magnitude at the points between the samples from `window[from]` to `window[to]`, or `floor` where
 * none is above it.
 */
function crestOf(
  window: Float64Array,
  from: number,
  to: number,
  around: number,
  floor: number,
): number {
  const farthest = far * around;
  let peak = floor;
  for (let at = from; at < to; at++) {
    // The two samples beside the gap count most, the others are at most as loud as the loudest.
    const left = Math.abs(window[at]);
    const right = Math.abs(window[at + 1]);
    if (near * (left > right ? left : right) + farthest <= peak) continue;
    let symmetric = 0;
    let skewed = 0;
    let centre = 0;
    let crest = 0;
    for (let k = 0; k < REACH; ) {
      const end = k + PAIRS_AT_ONCE;
      for (; k < end; k++) {
        const before = window[at - k];
        const after = window[at + 1 + k];
        const sum = before + after;
        symmetric += even[k] * sum;
        skewed += odd[k] * (before - after);
        centre += middle[k] * sum;
      }
      const outer = Math.abs(symmetric) + Math.abs(skewed);
      const inner = Math.abs(centre);
      crest = outer > inner ? outer : inner;
      if (crest + rests[k] * around <= peak) break;
    }
    if (crest > peak) peak = crest;
  }
  return peak;
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
  /** Most that the samples beyond the nearest k pairs can add. */
  const rests = Float64Array.from({ length: REACH + 1 }, (_, k) => {
    const outer = (taps: number[]) =>
      absoluteSum(taps.slice(0, REACH - k)) + absoluteSum(taps.slice(REACH + k));
    return Math.max(outer(quarter), outer(half));
  });
  return { even, odd, middle, gain, near, far, rests };
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
