/**
 * A spectrogram in logarithmically spaced bands at 100 frames a second: computed once a signal, read by
 * onset detection, sections, groove and spectral profiles.
 */
import { createBandKernel, WINDOWS_AT_ONCE } from './band-kernel';
import { hannWindow } from './fft';
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
const BLOCK_FRAMES = 16 * WINDOWS_AT_ONCE;
const OFFSETS = Array.from({ length: WINDOWS_AT_ONCE }, (_, i) => i);

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
function risingShares(edges: Int32Array): Float32Array {
  const shares = new Float32Array(edges[edges.length - 1] - edges[0]);
  for (let segment = 0; segment + 1 < edges.length; segment++) {
    const low = edges[segment];
    const high = edges[segment + 1];
    for (let bin = low; bin < high; bin++) shares[bin - edges[0]] = (bin - low) / (high - low);
  }
  return shares;
}

/** Frame i is centred on i / {@link FRAME_RATE_HZ} seconds (the signal is padded with silence). */
export function computeBandSpectrogram(signal: MonoSignal): BandSpectrogram {
  const { sampleRateHz } = signal;
  const hop = sampleRateHz / FRAME_RATE_HZ;
  const frames = Math.max(1, Math.ceil(signal.length / hop));
  const windowSamples = 2 ** Math.round(Math.log2(WINDOW_SECONDS * sampleRateHz));
  const edges = filterEdges(sampleRateHz, windowSamples);
  const bands = edges.length - 2;
  const centresHz = Float32Array.from(
    edges.subarray(1, bands + 1),
    (bin) => (bin * sampleRateHz) / windowSamples,
  );
  const magnitudes = new Float32Array(frames * bands);
  const kernel = createBandKernel(
    hannWindow(windowSamples),
    edges,
    risingShares(edges),
    Math.ceil(BLOCK_FRAMES * hop) + windowSamples,
  );
  const startOf = (frame: number) => Math.round(frame * hop) - windowSamples / 2;
  for (let frame = 0; frame < frames; frame += WINDOWS_AT_ONCE) {
    const first = frame - (frame % BLOCK_FRAMES);
    if (frame === first) signal.read(startOf(first), kernel.block);
    // Where the signal ends the last windows lie beyond it, in silence.
    const starts = OFFSETS.map((offset) => startOf(frame + offset) - startOf(first));
    const { energies, segments } = kernel.run(starts);
    const count = Math.min(WINDOWS_AT_ONCE, frames - frame);
    for (let lane = 0; lane < count; lane++) {
      if (energies[lane] < SILENT_POWER * windowSamples) continue;
      const row = (frame + lane) * bands;
      // Each band rises in one segment and falls in the next.
      for (let band = 0, i = lane; band < bands; band++, i += 2 * WINDOWS_AT_ONCE) {
        const falling = segments[i + 3 * WINDOWS_AT_ONCE];
        magnitudes[row + band] = (segments[i] + falling) * (4 / windowSamples);
      }
    }
  }
  return { frames, bands, centresHz, magnitudes };
}

/** First band at or above a frequency. */
export function bandAtHz(spectrogram: BandSpectrogram, hz: number): number {
  const index = spectrogram.centresHz.findIndex((centre) => centre >= hz);
  return index < 0 ? spectrogram.bands : index;
}
