/** Fourier transform of real signals. */
import { ComplexFft } from './complex-fft';

/**
 * A transform of one power-of-two size (at least 4) with its work buffers. Spectra are interleaved
 * (re, im) and hold the `size / 2 + 1` bins from 0 Hz to the Nyquist frequency.
 *
 * Even samples travel as the real and odd ones as the imaginary part of a complex signal of half the
 * size, which halves the work (Press et al., Numerical Recipes, 12.3). That signal is split once more,
 * into one whose transform is its even bins and one whose transform is its odd bins: the two are small
 * enough for the processor's nearest cache.
 */
export class RealFft {
  readonly size: number;
  readonly bins: number;
  private readonly even: ComplexFft;
  private readonly odd: ComplexFft;
  /** exp(-4 pi i k / size) for k up to a quarter of the size, interleaved. */
  private readonly splitFactors: Float64Array;
  /** exp(-2 pi i k / size) / 2 for k up to half of the size, interleaved. */
  private readonly mergeFactors: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.bins = size / 2 + 1;
    this.even = new ComplexFft(size / 4);
    this.odd = new ComplexFft(size / 4);
    this.splitFactors = turns(size / 4, size / 2, 1);
    this.mergeFactors = turns(size / 2 + 1, size, 0.5);
  }

  /** Unnormalised forward transform of `size` samples into `2 * bins` numbers. */
  forward(signal: Float32Array | Float64Array, spectrum: Float32Array | Float64Array): void {
    const { size, mergeFactors } = this;
    this.split(signal);
    const even = this.even.run();
    spectrum[0] = even[0] + even[1];
    spectrum[1] = 0;
    spectrum[size] = even[0] - even[1];
    spectrum[size + 1] = 0;
    mergeBins(even, mergeFactors, spectrum, size, 2, 2);
    mergeBins(this.odd.run(), mergeFactors, spectrum, size, 1, 0);
  }

  /** Magnitudes of the bins of {@link forward}, without a detour over their parts. */
  magnitudes(signal: Float32Array | Float64Array, magnitudes: Float64Array): void {
    const { size, mergeFactors } = this;
    this.split(signal);
    const even = this.even.run();
    magnitudes[0] = Math.abs(even[0] + even[1]);
    magnitudes[size / 2] = Math.abs(even[0] - even[1]);
    mergeMagnitudes(even, mergeFactors, magnitudes, size, 2, 2);
    mergeMagnitudes(this.odd.run(), mergeFactors, magnitudes, size, 1, 0);
  }

  /** Inverse of {@link forward}, normalised by 1 / size. */
  inverse(spectrum: Float32Array | Float64Array, signal: Float32Array | Float64Array): void {
    const { size, splitFactors, mergeFactors } = this;
    const half = size / 2;
    const even = this.even.input;
    even[1] = (spectrum[0] + spectrum[size]) / 2;
    even[0] = (spectrum[0] - spectrum[size]) / 2;
    splitBins(spectrum, mergeFactors, even, size, 2, 2);
    splitBins(spectrum, mergeFactors, this.odd.input, size, 1, 0);
    const evenSignal = this.even.run();
    const oddSignal = this.odd.run();
    const scale = 1 / half;
    for (let i = 0; i < half; i += 2) {
      const turnRe = splitFactors[i];
      const turnIm = splitFactors[i + 1];
      // Real and imaginary parts change places around a forward transform, which makes it an inverse one.
      const re = turnRe * oddSignal[i + 1] + turnIm * oddSignal[i];
      const im = turnRe * oddSignal[i] - turnIm * oddSignal[i + 1];
      signal[i] = (evenSignal[i + 1] + re) * scale;
      signal[i + 1] = (evenSignal[i] + im) * scale;
      signal[half + i] = (evenSignal[i + 1] - re) * scale;
      signal[half + i + 1] = (evenSignal[i] - im) * scale;
    }
  }

  /** Folds the signal into the two whose transforms are the even and the odd bins. */
  private split(signal: Float32Array | Float64Array): void {
    const { splitFactors } = this;
    const even = this.even.input;
    const odd = this.odd.input;
    const half = this.size / 2;
    for (let i = 0; i < half; i += 2) {
      even[i] = signal[i] + signal[half + i];
      even[i + 1] = signal[i + 1] + signal[half + i + 1];
      const re = signal[i] - signal[half + i];
      const im = signal[i + 1] - signal[half + i + 1];
      odd[i] = splitFactors[i] * re - splitFactors[i + 1] * im;
      odd[i + 1] = splitFactors[i] * im + splitFactors[i + 1] * re;
    }
  }
}

/** `scale * exp(-2 pi i k / period)` for k under `count`, interleaved. */
function turns(count: number, period: number, scale: number): Float64Array {
  const result = new Float64Array(2 * count);
  for (let k = 0; k < count; k++) {
    result[2 * k] = scale * Math.cos((2 * Math.PI * k) / period);
    result[2 * k + 1] = -scale * Math.sin((2 * Math.PI * k) / period);
  }
  return result;
}

/**
 * Every second bin of the real signal from every value of the even or odd half of the complex one: bin k
 * and the one as far from the other end come from the values `low` and `high`, which mirror each other.
 */
function mergeBins(
  half: Float64Array,
  factors: Float64Array,
  spectrum: Float32Array | Float64Array,
  size: number,
  firstBin: number,
  firstLow: number,
): void {
  let at = 2 * firstBin;
  for (let low = firstLow, high = size / 2 - 2; low <= high; low += 2, high -= 2, at += 4) {
    const sumRe = 0.5 * (half[low] + half[high]);
    const sumIm = 0.5 * (half[low + 1] - half[high + 1]);
    const oddRe = half[low + 1] + half[high + 1];
    const oddIm = half[high] - half[low];
    const re = factors[at] * oddRe - factors[at + 1] * oddIm;
    const im = factors[at] * oddIm + factors[at + 1] * oddRe;
    spectrum[at] = sumRe + re;
    spectrum[at + 1] = sumIm + im;
    spectrum[size - at] = sumRe - re;
    spectrum[size - at + 1] = im - sumIm;
  }
}

/** As {@link mergeBins}, no more than the magnitudes. */
function mergeMagnitudes(
  half: Float64Array,
  factors: Float64Array,
  magnitudes: Float64Array,
  size: number,
  firstBin: number,
  firstLow: number,
): void {
  let bin = firstBin;
  for (let low = firstLow, high = size / 2 - 2; low <= high; low += 2, high -= 2, bin += 2) {
    const sumRe = 0.5 * (half[low] + half[high]);
    const sumIm = 0.5 * (half[low + 1] - half[high + 1]);
    const oddRe = half[low + 1] + half[high + 1];
    const oddIm = half[high] - half[low];
    const re = factors[2 * bin] * oddRe - factors[2 * bin + 1] * oddIm;
    const im = factors[2 * bin] * oddIm + factors[2 * bin + 1] * oddRe;
    magnitudes[bin] = Math.sqrt((sumRe + re) * (sumRe + re) + (sumIm + im) * (sumIm + im));
    magnitudes[size / 2 - bin] = Math.sqrt(
      (sumRe - re) * (sumRe - re) + (im - sumIm) * (im - sumIm),
    );
  }
}

/** The other way round of {@link mergeBins}, with real and imaginary parts in each other's place. */
function splitBins(
  spectrum: Float32Array | Float64Array,
  factors: Float64Array,
  half: Float64Array,
  size: number,
  firstBin: number,
  firstLow: number,
): void {
  let at = 2 * firstBin;
  for (let low = firstLow, high = size / 2 - 2; low <= high; low += 2, high -= 2, at += 4) {
    const mirrored = size - at;
    const sumRe = 0.5 * (spectrum[at] + spectrum[mirrored]);
    const sumIm = 0.5 * (spectrum[at + 1] - spectrum[mirrored + 1]);
    const re = spectrum[at] - spectrum[mirrored];
    const im = spectrum[at + 1] + spectrum[mirrored + 1];
    const oddRe = factors[at] * re + factors[at + 1] * im;
    const oddIm = factors[at] * im - factors[at + 1] * re;
    half[low + 1] = sumRe - oddIm;
    half[low] = sumIm + oddRe;
    half[high + 1] = sumRe + oddIm;
    half[high] = oddRe - sumIm;
  }
}

/** Periodic Hann window. */
export function hannWindow(size: number): Float32Array {
  const window = new Float32Array(size);
  for (let i = 0; i < size; i++) window[i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size);
  return window;
}
