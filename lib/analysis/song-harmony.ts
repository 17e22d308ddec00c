/** The pitched side of a song: chroma of its chords and of its bass, with the tuning taken out. */
import {
  type Chroma,
  computeChroma,
  estimateTuning,
  findSpectralPeaks,
  type Tuning,
} from './chroma';
import { halveRate } from './halve-rate';

/** Harmony is read between these frequencies ... */
const HARMONY_HZ = [60, 2000] as const;
/** ... and the bass between these; where the stems are not clean, above what a kick leaves in the bass. */
const BASS_HZ = [35, 400] as const;
const BASS_OVER_KICK_HZ = [62, 400] as const;
/** A stem of chords less clean than this comes from a rough separation. */
const CLEAN_QUALITY = 0.45;

export interface SongHarmony {
  /** Of bass and chords together; drums and voice are left out. */
  chords: Chroma;
  bass: Chroma;
  tuning: Tuning;
  /** Whether the stems are clean enough to be trusted down to the lowest note. */
  isClean: boolean;
}

/**
 * @param other the stem of chords and leads, mono at half of `fullRateHz`
 * @param bass the bass stem, likewise and of the same length
 * @param otherQuality how clean `other` is of drums and bass, 0 to 1
 */
export function measureHarmony(
  other: Float32Array,
  bass: Float32Array,
  fullRateHz: number,
  otherQuality: number,
): SongHarmony {
  const rateHz = fullRateHz / 8;
  const bassLow = halveRate(halveRate(bass));
  const chordsLow = halveRate(halveRate(other));
  for (let i = 0; i < chordsLow.length; i++) chordsLow[i] += bassLow[i] ?? 0;
  const chordPeaks = findSpectralPeaks(chordsLow, rateHz, ...HARMONY_HZ);
  const isClean = otherQuality >= CLEAN_QUALITY;
  const [lowestHz, highestHz] = isClean ? BASS_HZ : BASS_OVER_KICK_HZ;
  const bassPeaks = findSpectralPeaks(bassLow, rateHz, lowestHz, highestHz);
  const tuning = estimateTuning(chordPeaks);
  return {
    chords: computeChroma(chordPeaks, tuning.cents),
    bass: computeChroma(bassPeaks, tuning.cents),
    tuning,
    isClean,
  };
}
