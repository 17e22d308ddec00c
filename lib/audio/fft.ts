/** Fourier transform of real signals; the one place where the FFT library enters. */
import FFT from 'fft.js';

/**
 * A transform of one power-of-two size (at least 4) with its work buffers. Spectra are interleaved
 * (re, im) and hold the `size / 2 + 1` bins from 0 Hz to the Nyquist frequency.
 *
 * Even samples travel as the real and odd ones as the imaginary part of a complex transform of half
 * the size, which halves the work (Press et al., Numerical Recipes, 12.3).
 */
export class RealFft {
  readonly size: number;
  readonly bins: number;
  private readonly fft: FFT;
  private readonly input: number[];
  private readonly output: number[];
  /** exp(-2 pi i k / size) for k up to a quarter of the size, interleaved. */
  private readonly twiddles: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.bins = size / 2 + 1;
    this.fft = new FFT(size / 2);
    this.input = this.fft.createComplexArray();
    this.output = this.fft.createComplexArray();
    this.twiddles = new Float64Array(size / 2 + 2);
    for (let k = 0; k <= size / 4; k++) {
      this.twiddles[2 * k] = Math.cos((2 * Math.PI * k) / size);
      this.twiddles[2 * k + 1] = -Math.sin((2 * Math.PI * k) / size);
    }
  }

  /** Unnormalised forward transform of `size` samples into `2 * bins` numbers. */
  forward(signal: ArrayLike<number>, spectrum: Float32Array | Float64Array): void {
    const { size, input, output, twiddles } = this;
    for (let i = 0; i < size; i++) input[i] = signal[i];
    this.fft.transform(output, input);
    spectrum[0] = output[0] + output[1];
    spectrum[1] = 0;
    spectrum[size] = output[0] - output[1];
    spectrum[size + 1] = 0;
    for (let low = 2, high = size - 2; low <= high; low += 2, high -= 2) {
      const sumRe = (output[low] + output[high]) / 2;
      const sumIm = (output[low + 1] - output[high + 1]) / 2;
      const oddRe = (output[low + 1] + output[high + 1]) / 2;
      const oddIm = (output[high] - output[low]) / 2;
      const re = twiddles[low] * oddRe - twiddles[low + 1] * oddIm;
      const im = twiddles[low] * oddIm + twiddles[low + 1] * oddRe;
      spectrum[low] = sumRe + re;
      spectrum[low + 1] = sumIm + im;
      spectrum[high] = sumRe - re;
      spectrum[high + 1] = im - sumIm;
    }
  }

  /** Inverse of {@link forward}, normalised by 1 / size. */
  inverse(spectrum: ArrayLike<number>, signal: Float32Array | Float64Array): void {
    const { size, input, output, twiddles } = this;
    input[0] = (spectrum[0] + spectrum[size]) / 2;
    input[1] = (spectrum[0] - spectrum[size]) / 2;
    for (let low = 2, high = size - 2; low <= high; low += 2, high -= 2) {
      const sumRe = (spectrum[low] + spectrum[high]) / 2;
      const sumIm = (spectrum[low + 1] - spectrum[high + 1]) / 2;
      const re = (spectrum[low] - spectrum[high]) / 2;
      const im = (spectrum[low + 1] + spectrum[high + 1]) / 2;
      const oddRe = twiddles[low] * re + twiddles[low + 1] * im;
      const oddIm = twiddles[low] * im - twiddles[low + 1] * re;
      input[low] = sumRe - oddIm;
      input[low + 1] = sumIm + oddRe;
      input[high] = sumRe + oddIm;
      input[high + 1] = oddRe - sumIm;
    }
    this.fft.inverseTransform(output, input);
    for (let i = 0; i < size; i++) signal[i] = output[i];
  }
}

/** Periodic Hann window. */
export function hannWindow(size: number): Float32Array {
  const window = new Float32Array(size);
  for (let i = 0; i < size; i++) window[i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size);
  return window;
}
