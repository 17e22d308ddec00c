/**
 * Short-time Fourier transform and its inverse, a frame at a time, so that a long song never has to
 * lie in memory as spectra.
 *
 * Hann windows in both directions whose squares sum to a constant: what is not changed in between
 * comes back as it was (Griffin and Lim, Signal estimation from modified short-time Fourier
 * transform, 1984). The first frame starts `size - hop` samples before the signal, so that its ends
 * lie under as many frames as its middle.
 */
import { hannWindow, RealFft } from './fft';

export class Stft {
  /** Frequencies of a frame, 0 Hz to Nyquist; spectra are interleaved (re, im). */
  readonly bins: number;
  private readonly fft: RealFft;
  private readonly window: Float32Array;
  private readonly synthesisWindow: Float32Array;
  private readonly frame: Float32Array;

  /** `size` is a power of two; `hop` divides it and is at most a quarter of it. */
  constructor(
    readonly size: number,
    readonly hop: number,
  ) {
    if (size % hop !== 0 || size / hop < 4) {
      throw new RangeError(`a hop of ${hop} does not divide ${size} into at least four parts`);
    }
    this.fft = new RealFft(size);
    this.bins = this.fft.bins;
    this.window = hannWindow(size);
    this.frame = new Float32Array(size);
    const energy = this.window.reduce((sum, x) => sum + x * x, 0);
    this.synthesisWindow = this.window.map((x) => (x * hop) / energy);
  }

  /** Frames that a signal of so many samples has. */
  frameCount(samples: number): number {
    return Math.ceil((samples + this.size - this.hop) / this.hop);
  }

  /** Sample in the middle of a frame; outside the signal for the first and last ones. */
  frameCentre(frame: number): number {
    return frame * this.hop + this.hop - this.size / 2;
  }

  /** Spectrum of one frame; the signal counts as silent beyond its ends. */
  analyze(signal: Float32Array, frame: number, spectrum: Float32Array): void {
    const start = frame * this.hop + this.hop - this.size;
    const from = Math.max(0, -start);
    const to = Math.min(this.size, signal.length - start);
    this.frame.fill(0);
    for (let i = from; i < to; i++) this.frame[i] = signal[start + i] * this.window[i];
    this.fft.forward(this.frame, spectrum);
  }

  /** Adds the sound of one frame to `signal`; once all frames are in, it is whole. */
  synthesize(spectrum: Float32Array, frame: number, signal: Float32Array): void {
    const start = frame * this.hop + this.hop - this.size;
    const from = Math.max(0, -start);
    const to = Math.min(this.size, signal.length - start);
    this.fft.inverse(spectrum, this.frame);
    for (let i = from; i < to; i++) signal[start + i] += this.frame[i] * this.synthesisWindow[i];
  }
}
