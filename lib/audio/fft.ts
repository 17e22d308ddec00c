/** Fourier transform of real signals; the one place where the FFT library enters. */
import FFT from 'fft.js';

/**
 * A transform of one power-of-two size with its work buffers. Spectra are interleaved (re, im) and hold
 * the `size / 2 + 1` bins from 0 Hz to the Nyquist frequency.
 */
export class RealFft {
  readonly size: number;
  readonly bins: number;
  private readonly fft: FFT;
  private readonly input: number[];
  private readonly full: number[];
  private readonly output: number[];

  constructor(size: number) {
    this.size = size;
    this.bins = size / 2 + 1;
    this.fft = new FFT(size);
    this.input = new Array<number>(size).fill(0);
    this.full = this.fft.createComplexArray();
    this.output = this.fft.createComplexArray();
  }

  /** Unnormalised forward transform of `size` samples into `2 * bins` numbers. */
  forward(signal: ArrayLike<number>, spectrum: Float32Array | Float64Array): void {
    for (let i = 0; i < this.size; i++) this.input[i] = signal[i];
    this.fft.realTransform(this.output, this.input);
    for (let i = 0; i < 2 * this.bins; i++) spectrum[i] = this.output[i];
  }

  /** Inverse of {@link forward}, normalised by 1 / size. */
  inverse(spectrum: ArrayLike<number>, signal: Float32Array | Float64Array): void {
    for (let i = 0; i < 2 * this.bins; i++) this.full[i] = spectrum[i];
    this.fft.completeSpectrum(this.full);
    this.fft.inverseTransform(this.output, this.full);
    for (let i = 0; i < this.size; i++) signal[i] = this.output[2 * i];
  }
}

/** Periodic Hann window. */
export function hannWindow(size: number): Float32Array {
  const window = new Float32Array(size);
  for (let i = 0; i < size; i++) window[i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size);
  return window;
}
