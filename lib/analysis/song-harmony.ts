/** The pitched side of a song: chroma of its chords and of its bass, with the tuning taken out. */
import { halved, type MonoSignal, readAll } from '@/lib/audio/mono-signal';
import {
  type Chroma,
  computeChroma,
  estimateTuning,
  findSpectralPeaks,
  type Tuning,
} from './chroma';

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

/** What is read for harmony, at an eighth of the rate: about 5.5 kHz. */
export interface HarmonicSignal {
  samples: Float32Array;
  sampleRateHz: number;
}

export function harmonicSignal(mono: MonoSignal): HarmonicSignal {
  const low = halved(halved(halved(mono)));
  return { samples: readAll(low), sampleRateHz: low.sampleRateHz };
}

/**
 * @param other of the stem of chords and leads
 * @param bass of the bass stem, of the same length
 * @param otherQuality how clean `other` is of drums and bass, 0 to 1
 */
export function measureHarmony(
  other: HarmonicSignal,
  bass: HarmonicSignal,
  otherQuality: number,
): SongHarmony {
  const rateHz = other.sampleRateHz;
  const chords = other.samples.map((sample, i) => sample + (bass.samples[i] ?? 0));
  const chordPeaks = findSpectralPeaks(chords, rateHz, ...HARMONY_HZ);
  const isClean = otherQuality >= CLEAN_QUALITY;
  const [lowestHz, highestHz] = isClean ? BASS_HZ : BASS_OVER_KICK_HZ;
  const bassPeaks = findSpectralPeaks(bass.samples, rateHz, lowestHz, highestHz);
  const tuning = estimateTuning(chordPeaks);
  return {
    chords: computeChroma(chordPeaks, tuning.cents),
    bass: computeChroma(bassPeaks, tuning.cents),
    tuning,
    isClean,
  };
}
