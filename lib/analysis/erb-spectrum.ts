/**
 * The mean spectrum of a signal in bands spaced as the ear spaces them.
 * Source: B. Glasberg, B. Moore, "Derivation of auditory filter shapes from notched-noise data", Hearing
 * Research 1990 (ERB-number scale).
 */
import type { BandSpectrogram } from '@/lib/audio/band-spectrogram';

/** Bands of the profile, evenly spaced on the ERB-number scale from 30 Hz to 16 kHz. */
export const ERB_BANDS = 32;
const LOWEST_HZ = 30;
const HIGHEST_HZ = 16000;
const SILENT_DB = -120;
/** Frames this far under the loudest say nothing about the sound: the mean is taken over the others. */
const GATE_DB = 40;

/** ERB-number of a frequency. */
export function erbNumber(hz: number): number {
  return 21.4 * Math.log10(1 + 0.00437 * hz);
}

/** Centre frequency of each band of the profile. */
export const ERB_CENTRES_HZ: readonly number[] = Array.from({ length: ERB_BANDS }, (_, band) => {
  const low = erbNumber(LOWEST_HZ);
  const high = erbNumber(HIGHEST_HZ);
  const number = low + ((band + 0.5) / ERB_BANDS) * (high - low);
  return (10 ** (number / 21.4) - 1) / 0.00437;
});

/** Mean level by ERB band over the frames in which the signal sounds, dB, at least -120. */
export function erbSpectrumDb({ frames, bands, centresHz, magnitudes }: BandSpectrogram): number[] {
  const power = new Float64Array(frames);
  let loudest = 0;
  for (let frame = 0; frame < frames; frame++) {
    for (let band = 0; band < bands; band++) power[frame] += magnitudes[frame * bands + band] ** 2;
    loudest = Math.max(loudest, power[frame]);
  }
  const gate = loudest * 10 ** (-GATE_DB / 10);
  const means = new Float64Array(bands);
  let sounding = 0;
  for (let frame = 0; frame < frames; frame++) {
    if (power[frame] <= gate) continue;
    sounding++;
    for (let band = 0; band < bands; band++) means[band] += magnitudes[frame * bands + band] ** 2;
  }
  const low = erbNumber(LOWEST_HZ);
  const width = (erbNumber(HIGHEST_HZ) - low) / ERB_BANDS;
  const profile = new Float64Array(ERB_BANDS);
  for (let band = 0; band < bands; band++) {
    // A narrow ERB band may hold no band of the spectrogram: each is shared between its neighbours.
    const position = (erbNumber(centresHz[band]) - low) / width - 0.5;
    const lower = Math.floor(position);
    const share = position - lower;
    if (lower >= 0 && lower < ERB_BANDS) profile[lower] += (1 - share) * means[band];
    if (lower + 1 >= 0 && lower + 1 < ERB_BANDS) profile[lower + 1] += share * means[band];
  }
  return Array.from(profile, (sum) =>
    Math.max(SILENT_DB, 10 * Math.log10(sum / Math.max(1, sounding) + 1e-12)),
  );
}
