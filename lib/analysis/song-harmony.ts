/** The pitched side of a song: chroma of its chords and of its bass, with the tuning taken out. */
import { type Chroma, computeChroma, estimateTuningCents, findSpectralPeaks } from './chroma';

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
 * @param otherMono the stem of chords and leads
 * @param bassMono the bass stem, of the same length
 */
export function measureHarmony(
  otherMono: Float32Array,
  bassMono: Float32Array,
  sampleRateHz: number,
): SongHarmony {
  const both = otherMono.map((sample, i) => sample + (bassMono[i] ?? 0));
  const chordPeaks = findSpectralPeaks(both, sampleRateHz, ...HARMONY_HZ);
  const bassPeaks = findSpectralPeaks(bassMono, sampleRateHz, ...BASS_HZ);
  const tuningCents = estimateTuningCents(chordPeaks);
  return {
    chords: computeChroma(chordPeaks, tuningCents),
    bass: computeChroma(bassPeaks, tuningCents),
    tuningCents,
  };
}
