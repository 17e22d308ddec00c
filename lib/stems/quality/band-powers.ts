/** A sound in coarse bands at 20 frames a second: enough to see what stems have in common. */
import { type BandSpectrogram, FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';

export const BAND_FRAMES_PER_SECOND = 20;
const STEP_FRAMES = FRAME_RATE_HZ / BAND_FRAMES_PER_SECOND;
/** Thirds of octaves over what is left of a sound at half its rate. */
const BANDS_PER_OCTAVE = 3;
const OCTAVES = 7;
const LOWEST_HZ = 60;
const BANDS = BANDS_PER_OCTAVE * OCTAVES;

/** Power by frame and band, frame after frame; only shares of it mean anything. */
export interface BandPowers {
  frames: number;
  bands: number;
  values: Float32Array;
}

export function bandPowers({ frames, bands, centresHz, magnitudes }: BandSpectrogram): BandPowers {
  // Magnitudes are sums over the bins of their band: power goes with their square over its width.
  const places: { from: number; to: number; share: number }[] = [];
  for (let from = 1; from + 1 < bands; from++) {
    const to = Math.floor(BANDS_PER_OCTAVE * Math.log2(centresHz[from] / LOWEST_HZ));
    if (to < 0 || to >= BANDS) continue;
    places.push({ from, to, share: 1 / (centresHz[from + 1] - centresHz[from - 1]) });
  }
  const coarseFrames = Math.ceil(frames / STEP_FRAMES);
  const values = new Float32Array(coarseFrames * BANDS);
  for (let frame = 0; frame < coarseFrames; frame++) {
    const row = frame * STEP_FRAMES * bands;
    for (const { from, to, share } of places) {
      values[frame * BANDS + to] += share * magnitudes[row + from] ** 2;
    }
  }
  return { frames: coarseFrames, bands: BANDS, values };
}
