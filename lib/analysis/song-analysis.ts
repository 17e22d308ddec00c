/**
 * What is known about a song once it has been listened to: the value that every later decision
 * stands on. Plain data: it can be printed, stored and replayed. Units are in the names; lists "by
 * beat" have one entry a beat interval, that is `beatsSeconds.length - 1` entries.
 */
import type { Key } from '@/lib/music/key';
import type { SectionLabel } from '@/lib/music/section-labels';
import type { StemName } from '@/lib/music/stem-names';

/** Where a value came from; a user's correction wins over every later analysis. */
export type Provenance = 'measured' | 'imported' | 'corrected';

/** A key with how sure we are, 0 to 1. */
export interface KeyEstimate extends Key {
  confidence: number;
  /** "8A". */
  camelot: string;
  /** Deviation of the song's tuning from A = 440 Hz. */
  tuningCents: number;
  /** What essentia hears; null or absent where it was not asked. It tells in the confidence, not in the key. */
  secondOpinion?: Key | null;
}

/** A stretch of the song in one key. */
export interface KeySpan extends Key {
  camelot: string;
  startSeconds: number;
  endSeconds: number;
}

/** Harmony by bar, told in seconds: it holds whatever becomes of the beat grid. */
export interface KeyOverTime {
  /** Bar lines, strictly rising, one more than bars. */
  barsSeconds: number[];
  /** 12 values a bar from C on, how strongly each sounds, 0 to 1 relative to the strongest of all. */
  chromaByBar: number[][];
  /** Gapless from the first bar line to the last; more than one where the song modulates. */
  spans: KeySpan[];
}

/** Mean level in three bands and overall, each 0 to 1 relative to the loudest section of the song. */
export interface SectionEnergy {
  overall: number;
  /** Below 200 Hz. */
  low: number;
  /** 200 Hz to 4 kHz. */
  mid: number;
  /** Above 4 kHz. */
  high: number;
}

export interface Section {
  label: SectionLabel;
  startSeconds: number;
  endSeconds: number;
  /** Bars counted from the first downbeat, which begins bar 0; may be negative in a pickup. */
  startBar: number;
  endBar: number;
  energy: SectionEnergy;
  /** Onsets a beat. */
  density: number;
  /** Rise of energy and brightness towards its end, -1 (falls) to 1 (rises). */
  tension: number;
  /** Spectral centroid, 0 (dark) to 1 (bright) on a logarithmic scale from 200 Hz to 10 kHz. */
  brightness: number;
  /** Share of its beats in which the voice sounds, 0 to 1. */
  vocalActivity: number;
  /** As that of the song; absent where it has not been measured. */
  stemQuality?: Record<StemName, number>;
}

/** What a stem does over time. */
export interface StemProfile {
  /** RMS level by beat, dB relative to full scale, at least -120. */
  levelDbByBeat: number[];
  /** Whether it sounds, by beat. */
  activeByBeat: boolean[];
  /** Mean level by ERB-spaced band, dB; empty where it has not been measured. */
  spectrumDb: number[];
}

/** A sung phrase: beats are indices into `beatsSeconds` and may be fractional. */
export interface VocalPhrase {
  startBeat: number;
  endBeat: number;
  /** The downbeat that it belongs to; a pickup lies before it. */
  anchorBeat: number;
}

/** How the song moves against its grid; null in an analysis where it has not been measured. */
export interface Groove {
  onsetOffsetMedianMs: number;
  onsetOffsetIqrMs: number;
  /** Share of the beat taken by its first half, 0.5 straight to 0.67 triplet swing. */
  swingRatio: number;
  /** The same of half beats: house, hip-hop and garage swing there. Not in analyses from before it was measured. */
  sixteenthSwingRatio?: number;
  kickPattern: 'regular' | 'syncopated' | 'breakbeat' | 'polyrhythmic' | 'none';
  /** Mean onset strength on each sixteenth of a bar, 0 to 1. */
  accentBySixteenth: number[];
}

export interface SongAnalysis {
  /** Version of the analysis that made it: a change of method makes cached ones stale. */
  version: string;
  durationSeconds: number;

  tempoBpm: number;
  /** Half, double and other readings, most likely first, without `tempoBpm` itself. */
  tempoAlternativesBpm: number[];
  beatsPerBar: number;
  /** Strictly rising; at least two. */
  beatsSeconds: number[];
  /** A subset of `beatsSeconds`. */
  downbeatsSeconds: number[];
  /** True where one tempo holds for the whole song; the beats are then exactly equidistant. */
  isGridConstant: boolean;
  confidence: { tempo: number; beats: number; downbeats: number };

  key: KeyEstimate;
  /** As measured, also where the key was corrected; null where it has not been measured. */
  keyOverTime: KeyOverTime | null;
  sections: Section[];
  /** Level of the mix by beat, 0 to 1 relative to its loudest beat. */
  energyByBeat: number[];
  vocalActivityByBeat: number[];
  vocalPhrases: VocalPhrase[];
  stems: Record<StemName, StemProfile>;
  groove: Groove | null;
  /** The share of each stem's sound that is its own, 0 to 1 (1 = no bleed); null where it has not been measured. */
  stemQuality: Record<StemName, number> | null;
  integratedLufs: number;
  provenance: { grid: Provenance; key: Provenance; sections: Provenance };
}
