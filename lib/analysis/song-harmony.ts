/** The pitched side of a song: chroma of its chords and of its bass, with the tuning taken out. */
import { type Chroma, computeChroma, estimateTuningCents, findSpectralPeaks } from './chroma';
import { halveRate } from './halve-rate';

/** Harmony is read between these frequencies ... */
const HARMONY_HZ = [60, 2000] as const;
/** ... and the bass between these. */
const BASS_HZ = [35, 400] as const;

export interface SongHarmony {
  /** Of bass and chords together; drums and voice are left out. */
  chords: Chroma;
  bass: Chroma;
  tuningCents: number;
}

/**
 * @param other the stem of chords and leads, mono at half of `fullRateHz`
 * @param bass the bass stem, likewise and of the same length
 */
export function measureHarmony(
  other: Float32Array,
  bass: Float32Array,
  fullRateHz: number,
): SongHarmony {
  const rateHz = fullRateHz / 8;
  const bassLow = halveRate(halveRate(bass));
  const chordsLow = halveRate(halveRate(other));
  for (let i = 0; i < chordsLow.length; i++) chordsLow[i] += bassLow[i] ?? 0;
  const chordPeaks = findSpectralPeaks(chordsLow, rateHz, ...HARMONY_HZ);
  const bassPeaks = findSpectralPeaks(bassLow, rateHz, ...BASS_HZ);
  const tuningCents = estimateTuningCents(chordPeaks);
  return {
    chords: computeChroma(chordPeaks, tuningCents),
    bass: computeChroma(bassPeaks, tuningCents),
    tuningCents,
  };
}
