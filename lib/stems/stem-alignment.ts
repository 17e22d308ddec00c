/**
 * Whether stems belong to a mix, and how much later or earlier they begin: cross-correlation of the mix with
 * the sum of the stems, coarsely at a low rate over a few excerpts, then to the sample.
 */
import { RealFft } from '@/lib/audio/fft';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';

export interface StemAlignment {
  /** How much later the stems play than the mix, in samples; negative where they are early. */
  offsetSamples: number;
  /** Likeness at that offset, 0 (nothing in common) to 1 (the mix is their sum, however loud). */
  correlation: number;
}

/** Likeness below which stems are not of this song: real pairs are above 0.6 even after mastering. */
export const LEAST_STEM_CORRELATION = 0.25;

/** Rate of the coarse search is that of the sound divided by this. */
const DECIMATION = 8;
/** A count-in of two slow bars, a second of silence, a codec's delay: all lie within. */
const MAX_OFFSET_SECONDS = 10;
const EXCERPT_SECONDS = 16;
/** Where the excerpts are taken, as shares of the song: a loop may repeat, three places do not. */
const EXCERPT_PLACES = [0.25, 0.5, 0.75];
/** Offsets whose likeness is so near to the best one's are as good: the smallest is taken. */
const AS_GOOD = 0.995;

/**
 * @param mix mono
 * @param stems the sum of all stems, mono, at the same rate
 * @throws SegueError `aborted`
 */
export async function alignToMix(
  mix: Float32Array,
  stems: Float32Array,
  sampleRateHz: number,
  { signal }: TaskOptions = {},
): Promise<StemAlignment> {
  const coarseRateHz = sampleRateHz / DECIMATION;
  const lowMix = decimate(mix);
  const lowStems = decimate(stems);
  const maxLag = Math.min(
    Math.round(MAX_OFFSET_SECONDS * coarseRateHz),
    Math.floor(lowMix.length / 2),
  );
  const length = Math.min(Math.round(EXCERPT_SECONDS * coarseRateHz), lowMix.length);
  const starts = EXCERPT_PLACES.map((place) => Math.round(place * (lowMix.length - length)));
  const size = 2 ** Math.ceil(Math.log2(length + 2 * maxLag));
  const fft = new RealFft(size);
  const products = new Float64Array(2 * maxLag + 1);
  const stemEnergy = new Float64Array(2 * maxLag + 1);
  let mixEnergy = 0;
  for (const start of starts) {
    throwIfAborted(signal);
    const excerpt = padded(lowMix, start, length, size);
    const around = padded(lowStems, start - maxLag, length + 2 * maxLag, size);
    addCorrelation(fft, excerpt, around, products);
    addWindowEnergy(around, length, stemEnergy);
    mixEnergy += energyOf(excerpt);
    await breathe();
  }
  const likeness = products.map((product, lag) => {
    const scale = Math.sqrt(mixEnergy * stemEnergy[lag]);
    return scale > 1e-12 ? product / scale : 0;
  });
  const best = smallestOfTheBest(likeness, maxLag);
  const coarseOffset = (best - maxLag) * DECIMATION;
  return {
    offsetSamples: refine(mix, stems, coarseOffset, starts, length),
    correlation: Math.max(0, likeness[best]),
  };
}

/** Means of {@link DECIMATION} samples: crude, but alike on both sides. */
function decimate(signal: Float32Array): Float32Array {
  const low = new Float32Array(Math.floor(signal.length / DECIMATION));
  for (let i = 0; i < low.length; i++) {
    let sum = 0;
    for (let k = 0; k < DECIMATION; k++) sum += signal[i * DECIMATION + k];
    low[i] = sum;
  }
  return low;
}

/** A stretch of a signal, with silence where it has none, at the start of an array of the given size. */
function padded(signal: Float32Array, from: number, length: number, size: number): Float32Array {
  const stretch = new Float32Array(size);
  const first = Math.max(0, -from);
  const part = signal.subarray(
    Math.max(0, from),
    Math.max(0, Math.min(signal.length, from + length)),
  );
  stretch.set(part, first);
  return stretch;
}

/** Adds the products of `excerpt` with `around` at each lag from 0 on. */
function addCorrelation(
  fft: RealFft,
  excerpt: Float32Array,
  around: Float32Array,
  products: Float64Array,
): void {
  const ofExcerpt = new Float64Array(2 * fft.bins);
  const ofAround = new Float64Array(2 * fft.bins);
  fft.forward(excerpt, ofExcerpt);
  fft.forward(around, ofAround);
  for (let i = 0; i < ofAround.length; i += 2) {
    const [re, im] = [ofExcerpt[i], -ofExcerpt[i + 1]];
    const aroundRe = ofAround[i];
    ofAround[i] = re * aroundRe - im * ofAround[i + 1];
    ofAround[i + 1] = re * ofAround[i + 1] + im * aroundRe;
  }
  const correlation = new Float64Array(fft.size);
  fft.inverse(ofAround, correlation);
  for (let lag = 0; lag < products.length; lag++) products[lag] += correlation[lag];
}

/** Adds the energy of the window of `length` samples that begins at each lag. */
function addWindowEnergy(around: Float32Array, length: number, energy: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += around[i] ** 2;
  for (let lag = 0; lag < energy.length; lag++) {
    energy[lag] += Math.max(0, sum);
    sum += (around[lag + length] ?? 0) ** 2 - around[lag] ** 2;
  }
}

function energyOf(signal: Float32Array): number {
  let sum = 0;
  for (const sample of signal) sum += sample * sample;
  return sum;
}

/** Index of the peak nearest to no offset at all among those that are as good as the best. */
function smallestOfTheBest(likeness: Float64Array, centre: number): number {
  let highest = 0;
  for (const value of likeness) highest = Math.max(highest, value);
  const isPeak = (i: number) =>
    likeness[i] >= (likeness[i - 1] ?? -1) && likeness[i] >= (likeness[i + 1] ?? -1);
  for (let distance = 0; distance <= centre; distance++) {
    for (const index of [centre - distance, centre + distance]) {
      if (likeness[index] >= AS_GOOD * highest && isPeak(index)) return index;
    }
  }
  return centre;
}

/** The best offset within two coarse steps, at the full rate over the same excerpts. */
function refine(
  mix: Float32Array,
  stems: Float32Array,
  coarseOffset: number,
  starts: readonly number[],
  length: number,
): number {
  let best = coarseOffset;
  let highest = Number.NEGATIVE_INFINITY;
  for (
    let offset = coarseOffset - 2 * DECIMATION;
    offset <= coarseOffset + 2 * DECIMATION;
    offset++
  ) {
    let product = 0;
    for (const start of starts) {
      const from = Math.max(start * DECIMATION, -offset);
      const to = Math.min((start + length) * DECIMATION, mix.length, stems.length - offset);
      for (let i = from; i < to; i++) product += mix[i] * stems[i + offset];
    }
    if (product > highest) {
      highest = product;
      best = offset;
    }
  }
  return best;
}
