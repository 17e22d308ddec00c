/**
 * The Fourier transform with which HTDemucs was trained, and its inverse, made outside the network.
 *
 * As in PyTorch with `normalized=True` and a periodic Hann window: 4096 points, hop 1024, spectra scaled by
 * 1/64. The segment is mirrored at both ends so that it has exactly ceil(samples / 1024) frames, the first
 * of which is centred on sample 512; the Nyquist bin is left out. The inverse fills the missing frames and
 * the bin with silence, so that up to 1536 samples at either end come back incomplete.
 * Source: `_spec` and `_ispec` of HTDemucs (S. Rouard, F. Massa, A. Défossez, Hybrid transformers for music
 * source separation, ICASSP 2023).
 *
 * Spectra are real tensors [4, 2048, frames]: left real, left imaginary, right real, right imaginary.
 */
import { hannWindow, RealFft } from '@/lib/audio/fft';

export const FFT_SIZE = 4096;
export const HOP_SAMPLES = 1024;
/** Without the Nyquist bin. */
export const SPECTRUM_BINS = FFT_SIZE / 2;
/** Real and imaginary parts of two channels. */
export const SPECTRUM_PLANES = 4;

/** By how much the first frame reaches over the start of the segment. */
const LEAD_SAMPLES = FFT_SIZE / 2 - HOP_SAMPLES / 2;
const NORM = Math.sqrt(FFT_SIZE);
/** Squares of a periodic Hann window at a quarter's hop sum to this. */
const WINDOW_POWER = 1.5;

/** Frames that a segment has. */
export function spectrumFrames(segmentSamples: number): number {
  return Math.ceil(segmentSamples / HOP_SAMPLES);
}

export class SpectralTransform {
  readonly frames: number;
  private readonly fft = new RealFft(FFT_SIZE);
  private readonly window = hannWindow(FFT_SIZE);
  private readonly frame = new Float32Array(FFT_SIZE);
  private readonly spectrum = new Float32Array(FFT_SIZE + 2);

  constructor(private readonly segmentSamples: number) {
    this.frames = spectrumFrames(segmentSamples);
  }

  /** @param waveform two channels, one after the other */
  forward(waveform: Float32Array): Float32Array {
    const { segmentSamples, frames, frame, spectrum, window } = this;
    const planes = new Float32Array(SPECTRUM_PLANES * SPECTRUM_BINS * frames);
    for (let channel = 0; channel < 2; channel++) {
      const signal = waveform.subarray(channel * segmentSamples, (channel + 1) * segmentSamples);
      const real = 2 * channel * SPECTRUM_BINS * frames;
      const imaginary = real + SPECTRUM_BINS * frames;
      for (let t = 0; t < frames; t++) {
        const start = t * HOP_SAMPLES - LEAD_SAMPLES;
        for (let i = 0; i < FFT_SIZE; i++) frame[i] = window[i] * mirrored(signal, start + i);
        this.fft.forward(frame, spectrum);
        for (let bin = 0; bin < SPECTRUM_BINS; bin++) {
          planes[real + bin * frames + t] = spectrum[2 * bin] / NORM;
          planes[imaginary + bin * frames + t] = spectrum[2 * bin + 1] / NORM;
        }
      }
    }
    return planes;
  }

  /** Adds the sound of a spectrum to two channels that lie one after the other. */
  addInverse(planes: Float32Array, waveform: Float32Array): void {
    const { segmentSamples, frames, frame, spectrum, window } = this;
    const scale = NORM / WINDOW_POWER;
    for (let channel = 0; channel < 2; channel++) {
      const signal = waveform.subarray(channel * segmentSamples, (channel + 1) * segmentSamples);
      const real = 2 * channel * SPECTRUM_BINS * frames;
      const imaginary = real + SPECTRUM_BINS * frames;
      for (let t = 0; t < frames; t++) {
        for (let bin = 0; bin < SPECTRUM_BINS; bin++) {
          spectrum[2 * bin] = planes[real + bin * frames + t];
          spectrum[2 * bin + 1] = planes[imaginary + bin * frames + t];
        }
        spectrum[FFT_SIZE] = 0;
        spectrum[FFT_SIZE + 1] = 0;
        this.fft.inverse(spectrum, frame);
        const start = t * HOP_SAMPLES - LEAD_SAMPLES;
        const from = Math.max(0, -start);
        const to = Math.min(FFT_SIZE, segmentSamples - start);
        for (let i = from; i < to; i++) signal[start + i] += frame[i] * window[i] * scale;
      }
    }
  }
}

/** The signal, continued by its mirror image around its first and last sample. */
function mirrored(signal: Float32Array, at: number): number {
  if (at < 0) return signal[-at];
  if (at >= signal.length) return signal[2 * (signal.length - 1) - at];
  return signal[at];
}
