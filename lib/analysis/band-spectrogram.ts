/**
 * A spectrogram in logarithmically spaced bands at 100 frames a second: computed once a signal, read by
 * onset detection, sections, groove and spectral profiles.
 */
import { hannWindow, RealFft } from '@/lib/audio/fft';

/** Frames a second: 10 ms as in Böck & Widmer (2013). */
export const FRAME_RATE_HZ = 100;
const WINDOW_SAMPLES = 2048;
const BANDS_PER_OCTAVE = 12;
const LOWEST_HZ = 30;
const HIGHEST_HZ = 16000;
/** Frames that stay below this (-100 dBFS) are left at zero. */
const SILENCE = 1e-5;

export interface BandSpectrogram {
  frames: number;
  bands: number;
  /** Centre frequency by band. */
  centresHz: Float32Array;
  /** Magnitude by frame and band, frame after frame; a full-scale sine gives about 1. */
  magnitudes: Float32Array;
}

/** Triangular filters on FFT bins: for each band its bins and weights. */
interface FilterBank {
  centresHz: Float32Array;
  firstBin: Int32Array;
  weights: Float32Array[];
}

function createFilterBank(sampleRateHz: number): FilterBank {
  const binHz = sampleRateHz / WINDOW_SAMPLES;
  const edges: number[] = [];
  for (let octave = 0; ; octave += 1 / BANDS_PER_OCTAVE) {
    const hz = LOWEST_HZ * 2 ** octave;
    if (hz > Math.min(HIGHEST_HZ, sampleRateHz / 2 - binHz)) break;
    const bin = Math.round(hz / binHz);
    if (bin > 0 && bin !== edges.at(-1)) edges.push(bin);
  }
  const bands = edges.length - 2;
  const bank: FilterBank = {
    centresHz: new Float32Array(bands),
    firstBin: new Int32Array(bands),
    weights: [],
  };
  for (let band = 0; band < bands; band++) {
    const [low, centre, high] = [edges[band], edges[band + 1], edges[band + 2]];
    const weights = new Float32Array(high - low - 1);
    for (let bin = low + 1; bin < high; bin++) {
      weights[bin - low - 1] =
        bin <= centre ? (bin - low) / (centre - low) : (high - bin) / (high - centre);
    }
    bank.centresHz[band] = centre * binHz;
    bank.firstBin[band] = low + 1;
    bank.weights.push(weights);
  }
  return bank;
}

/**
 * Frame i is centred on i / {@link FRAME_RATE_HZ} seconds (the signal is padded with silence).
 * @param mono samples
 */
export function computeBandSpectrogram(mono: Float32Array, sampleRateHz: number): BandSpectrogram {
  const hop = sampleRateHz / FRAME_RATE_HZ;
  const frames = Math.max(1, Math.ceil(mono.length / hop));
  const bank = createFilterBank(sampleRateHz);
  const bands = bank.centresHz.length;
  const magnitudes = new Float32Array(frames * bands);
  const fft = new RealFft(WINDOW_SAMPLES);
  const window = hannWindow(WINDOW_SAMPLES);
  const scale = 4 / WINDOW_SAMPLES;
  const input = new Float32Array(WINDOW_SAMPLES);
  const spectrum = new Float64Array(2 * fft.bins);
  const bins = new Float32Array(fft.bins);
  for (let frame = 0; frame < frames; frame++) {
    const start = Math.round(frame * hop) - WINDOW_SAMPLES / 2;
    const from = Math.max(0, -start);
    const to = Math.min(WINDOW_SAMPLES, mono.length - start);
    if (from > 0 || to < WINDOW_SAMPLES) input.fill(0);
    let peak = 0;
    for (let i = from; i < to; i++) {
      const sample = mono[start + i];
      peak = Math.max(peak, sample, -sample);
      input[i] = sample * window[i];
    }
    if (peak < SILENCE) continue;
    fft.forward(input, spectrum);
    for (let bin = 0; bin < fft.bins; bin++) {
      const re = spectrum[2 * bin];
      const im = spectrum[2 * bin + 1];
      bins[bin] = Math.sqrt(re * re + im * im) * scale;
    }
    for (let band = 0; band < bands; band++) {
      const weights = bank.weights[band];
      const first = bank.firstBin[band];
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i] * bins[first + i];
      magnitudes[frame * bands + band] = sum;
    }
  }
  return { frames, bands, centresHz: bank.centresHz, magnitudes };
}

/** First band at or above a frequency. */
export function bandAtHz(spectrogram: BandSpectrogram, hz: number): number {
  const index = spectrogram.centresHz.findIndex((centre) => centre >= hz);
  return index < 0 ? spectrogram.bands : index;
}
