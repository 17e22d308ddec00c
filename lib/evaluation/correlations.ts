/** Correlations of long signals at short lags, and filtering with short filters, in blocks by FFT. */
import { RealFft } from '@/lib/audio/fft';

export type Samples = Float32Array | Float64Array;

/** Large enough that a 512-tap overlap costs little, small enough to stay in the cache. */
const LARGEST_FFT = 8192;

/** Blocks of one signal length: an FFT that holds a block and the overlap of a filter of `taps`. */
export interface BlockPlan {
  fft: RealFft;
  blockSamples: number;
  taps: number;
}

export function planBlocks(lengthSamples: number, taps: number): BlockPlan {
  let size = 2;
  while (size < LARGEST_FFT && size < lengthSamples + taps - 1) size *= 2;
  return { fft: new RealFft(size), blockSamples: size - (taps - 1), taps };
}

/** Samples `from` to `from + count` of a signal into a buffer, zero outside the signal and after. */
export function copyBlock(signal: Samples, from: number, count: number, into: Float64Array): void {
  into.fill(0);
  const start = Math.max(0, from);
  const end = Math.min(signal.length, from + count);
  for (let i = start; i < end; i++) into[i - from] = signal[i];
}

/** sum += one * other on interleaved complex numbers; `conjugate` takes the conjugate of `one`. */
export function addProduct(
  sum: Float64Array,
  one: Float64Array,
  other: Float64Array,
  conjugate = false,
): void {
  const sign = conjugate ? -1 : 1;
  for (let k = 0; k < sum.length; k += 2) {
    const re = one[k];
    const im = sign * one[k + 1];
    sum[k] += re * other[k] - im * other[k + 1];
    sum[k + 1] += re * other[k + 1] + im * other[k];
  }
}

/**
 * Correlations at the lags 0 to `taps - 1`: entry [i][j][k] is the sum over m of
 * left[i][m] * right[j][m + k].
 */
export function crossCorrelations(
  left: readonly Samples[],
  right: readonly Samples[],
  { fft, blockSamples, taps }: BlockPlan,
): Float64Array[][] {
  const length = left[0]?.length ?? 0;
  const spectrum = () => new Float64Array(2 * fft.bins);
  const sums = left.map(() => right.map(spectrum));
  const leftSpectra = left.map(spectrum);
  const rightSpectra = right.map(spectrum);
  const buffer = new Float64Array(fft.size);
  for (let start = 0; start < length; start += blockSamples) {
    left.forEach((signal, i) => {
      copyBlock(signal, start, blockSamples, buffer);
      fft.forward(buffer, leftSpectra[i]);
    });
    right.forEach((signal, j) => {
      copyBlock(signal, start, fft.size, buffer);
      fft.forward(buffer, rightSpectra[j]);
    });
    for (let i = 0; i < left.length; i++) {
      for (let j = 0; j < right.length; j++) {
        addProduct(sums[i][j], leftSpectra[i], rightSpectra[j], true);
      }
    }
  }
  return sums.map((row) =>
    row.map((sum) => {
      fft.inverse(sum, buffer);
      return buffer.slice(0, taps);
    }),
  );
}
