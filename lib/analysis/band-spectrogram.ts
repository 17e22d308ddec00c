/**
 * A spectrogram in logarithmically spaced bands at 100 frames a second: computed once a signal, read by
 * onset detection, sections, groove and spectral profiles.
 */
import { hannWindow, RealFft } from '@/lib/audio/fft';

/** Frames a second: 10 ms as in Böck & Widmer (2013). */
export const FRAME_RATE_HZ = 100;
/** About 46 ms: 2048 samples at 44.1 kHz, 1024 at half of it. */
const WINDOW_SECONDS = 0.046;
const BANDS_PER_OCTAVE = 12;
const LOWEST_HZ = 30;
const HIGHEST_HZ = 16000;
/** Above this share of the sample rate lies the edge of the filter that came before. */
const USABLE_SHARE = 0.45;
/** Frames under this mean square (-100 dBFS) are left at zero. */
const SILENT_POWER = 1e-10;

export interface BandSpectrogram {
  frames: number;
  bands: number;
  /** Centre frequency by band. */
  centresHz: Float32Array;
  /** Magnitude by frame and band, frame after frame; a full-scale sine gives about 1. */
  magnitudes: Float32Array;
}

/** FFT bins at the feet and tops of the triangular filters: band b rises from edge b to b + 1, falls to b + 2. */
function filterEdges(sampleRateHz: number, windowSamples: number): Int32Array {
  const binHz = sampleRateHz / windowSamples;
  const edges: number[] = [];
  for (let octave = 0; ; octave += 1 / BANDS_PER_OCTAVE) {
    const hz = LOWEST_HZ * 2 ** octave;
    if (hz > Math.min(HIGHEST_HZ, USABLE_SHARE * sampleRateHz)) break;
    const bin = Math.round(hz / binHz);
    if (bin > 0 && bin !== edges.at(-1)) edges.push(bin);
  }
  return Int32Array.from(edges);
}

/** Sums the magnitudes of one spectrum into `bands` values of `output` from `offset` on. */
function sumBands(
  spectrum: Float64Array,
  edges: Int32Array,
  scale: number,
  output: Float32Array,
  offset: number,
): void {
  const bands = edges.length - 2;
  for (let segment = 0; segment + 1 < edges.length; segment++) {
    const low = edges[segment];
    const high = edges[segment + 1];
    const slope = 1 / (high - low);
    // Between two edges the one filter rises by as much as the one below it falls.
    let rising = 0;
    let total = 0;
    for (let bin = low; bin < high; bin++) {
      const re = spectrum[2 * bin];
      const im = spectrum[2 * bin + 1];
      const magnitude = Math.sqrt(re * re + im * im);
      rising += magnitude * (bin - low) * slope;
      total += magnitude;
    }
    if (segment < bands) output[offset + segment] += rising * scale;
    if (segment > 0) output[offset + segment - 1] += (total - rising) * scale;
  }
}

/** Windows the signal from `start` on, silent beyond its ends. @returns its energy before windowing */
function takeFrame(
  signal: Float32Array,
  start: number,
  window: Float32Array,
  output: Float32Array,
): number {
  const from = Math.max(0, -start);
  const to = Math.min(window.length, signal.length - start);
  if (from > 0 || to < window.length) output.fill(0);
  let energy = 0;
  for (let i = from; i < to; i++) {
    const sample = signal[start + i];
    energy += sample * sample;
    output[i] = sample * window[i];
  }
  return energy;
}

/**
 * Frame i is centred on i / {@link FRAME_RATE_HZ} seconds (the signal is padded with silence).
 * @param mono samples
 */
export function computeBandSpectrogram(mono: Float32Array, sampleRateHz: number): BandSpectrogram {
  const hop = sampleRateHz / FRAME_RATE_HZ;
  const frames = Math.max(1, Math.ceil(mono.length / hop));
  const windowSamples = 2 ** Math.round(Math.log2(WINDOW_SECONDS * sampleRateHz));
  const edges = filterEdges(sampleRateHz, windowSamples);
  const bands = edges.length - 2;
  const centresHz = Float32Array.from(
    edges.subarray(1, bands + 1),
    (bin) => (bin * sampleRateHz) / windowSamples,
  );
  const magnitudes = new Float32Array(frames * bands);
  const fft = new RealFft(windowSamples);
  const window = hannWindow(windowSamples);
  const input = new Float32Array(windowSamples);
  const spectrum = new Float64Array(2 * fft.bins);
  for (let frame = 0; frame < frames; frame++) {
    const start = Math.round(frame * hop) - windowSamples / 2;
    if (takeFrame(mono, start, window, input) < SILENT_POWER * windowSamples) continue;
    fft.forward(input, spectrum);
    sumBands(spectrum, edges, 4 / windowSamples, magnitudes, frame * bands);
  }
  return { frames, bands, centresHz, magnitudes };
}

/** First band at or above a frequency. */
export function bandAtHz(spectrogram: BandSpectrogram, hz: number): number {
  const index = spectrogram.centresHz.findIndex((centre) => centre >= hz);
  return index < 0 ? spectrogram.bands : index;
}
