/**
 * A spectrogram in logarithmically spaced bands at 100 frames a second: computed once a signal, read by
 * onset detection, sections, groove and spectral profiles.
 */
import { hannWindow, RealFft } from '@/lib/audio/fft';
import type { MonoSignal } from './mono-signal';

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
/** Frames whose sound is read at a time. */
const BLOCK_FRAMES = 50;

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

/** By FFT bin from the first edge to the last: its share in the filter that rises there. */
function risingShares(edges: Int32Array): Float64Array {
  const shares = new Float64Array(edges[edges.length - 1] + 1);
  for (let segment = 0; segment + 1 < edges.length; segment++) {
    const low = edges[segment];
    const high = edges[segment + 1];
    for (let bin = low; bin < high; bin++) shares[bin] = (bin - low) / (high - low);
  }
  return shares;
}

/** Sums the magnitudes of one spectrum into `bands` values of `output` from `offset` on. */
function sumBands(
  spectrum: Float64Array,
  edges: Int32Array,
  shares: Float64Array,
  output: Float32Array,
  offset: number,
): void {
  const bands = edges.length - 2;
  const scale = 2 / (spectrum.length - 1);
  let before = 0;
  for (let segment = 0; segment <= bands; segment++) {
    const high = edges[segment + 1];
    // Between two edges the one filter rises by as much as the one below it falls.
    let rising = 0;
    let total = 0;
    for (let bin = edges[segment]; bin < high; bin++) {
      rising += spectrum[bin] * shares[bin];
      total += spectrum[bin];
    }
    if (segment > 0) output[offset + segment - 1] = (before + total - rising) * scale;
    before = rising;
  }
}

/** Windows the samples of `block` from `start` on. @returns their energy before windowing */
function takeFrame(
  block: Float32Array,
  start: number,
  window: Float32Array,
  output: Float32Array,
): number {
  // Two sums side by side, so that one need not wait for the other.
  let energy = 0;
  let oddEnergy = 0;
  for (let i = 0; i < window.length; i += 2) {
    const sample = block[start + i];
    const next = block[start + i + 1];
    energy += sample * sample;
    oddEnergy += next * next;
    output[i] = sample * window[i];
    output[i + 1] = next * window[i + 1];
  }
  return energy + oddEnergy;
}

/** Frame i is centred on i / {@link FRAME_RATE_HZ} seconds (the signal is padded with silence). */
export function computeBandSpectrogram(signal: MonoSignal): BandSpectrogram {
  const { sampleRateHz } = signal;
  const hop = sampleRateHz / FRAME_RATE_HZ;
  const frames = Math.max(1, Math.ceil(signal.length / hop));
  const windowSamples = 2 ** Math.round(Math.log2(WINDOW_SECONDS * sampleRateHz));
  const edges = filterEdges(sampleRateHz, windowSamples);
  const shares = risingShares(edges);
  const bands = edges.length - 2;
  const centresHz = Float32Array.from(
    edges.subarray(1, bands + 1),
    (bin) => (bin * sampleRateHz) / windowSamples,
  );
  const magnitudes = new Float32Array(frames * bands);
  const fft = new RealFft(windowSamples);
  const window = hannWindow(windowSamples);
  const input = new Float32Array(windowSamples);
  const spectrum = new Float64Array(fft.bins);
  const block = new Float32Array(Math.ceil(BLOCK_FRAMES * hop) + windowSamples);
  const startOf = (frame: number) => Math.round(frame * hop) - windowSamples / 2;
  for (let first = 0; first < frames; first += BLOCK_FRAMES) {
    signal.read(startOf(first), block);
    for (let frame = first; frame < Math.min(frames, first + BLOCK_FRAMES); frame++) {
      const energy = takeFrame(block, startOf(frame) - startOf(first), window, input);
      if (energy < SILENT_POWER * windowSamples) continue;
      fft.magnitudes(input, spectrum);
      sumBands(spectrum, edges, shares, magnitudes, frame * bands);
    }
  }
  return { frames, bands, centresHz, magnitudes };
}

/** First band at or above a frequency. */
export function bandAtHz(spectrogram: BandSpectrogram, hz: number): number {
  const index = spectrogram.centresHz.findIndex((centre) => centre >= hz);
  return index < 0 ? spectrogram.bands : index;
}
