/** What is true of a generated song, known because it was written down before it was played. */
import type { Pcm } from '@/lib/audio/pcm';
import type { Key } from '@/lib/music/key';
import type { SectionLabel } from '@/lib/music/section-labels';
import type { StemName } from '@/lib/music/stem-names';

export interface TrueSection {
  label: SectionLabel;
  startSeconds: number;
  endSeconds: number;
  /** The song's key, moved where the section modulates. */
  key: Key;
  /** 0 to 1, as asked for. */
  energy: number;
  hasVoice: boolean;
  hasDrums: boolean;
}

/** A sung phrase; beats are indices into `beatsSeconds` and may be fractional. */
export interface TruePhrase {
  startBeat: number;
  endBeat: number;
  /** The downbeat that it belongs to; a pickup lies before it. */
  anchorBeat: number;
  startSeconds: number;
  endSeconds: number;
}

export type KickPattern = 'regular' | 'syncopated' | 'breakbeat' | 'polyrhythmic' | 'none';

export interface SongTruth {
  durationSeconds: number;
  /** Median tempo over all beats. */
  tempoBpm: number;
  isGridConstant: boolean;
  /** Every beat from the first to the closing one, on which the last chord rings out. */
  beatsSeconds: number[];
  downbeatsSeconds: number[];
  beatsPerBar: number;
  key: Key;
  tuningCents: number;
  /** Gapless from the first beat to the closing one. */
  sections: TrueSection[];
  /** Share of the swung pair (a beat, or half a beat where sixteenths swing) taken by its first half. */
  swingRatio: number;
  swingUnit: 'eighth' | 'sixteenth';
  kickPattern: KickPattern;
  /** Sung phrases; empty where nobody sings. */
  vocalPhrases: TruePhrase[];
  /** Onset of every sung syllable or click, human timing included. */
  vocalOnsetsSeconds: number[];
}

export interface GeneratedSong {
  title: string;
  artist: string;
  /** The sum of the stems, sample by sample. */
  mix: Pcm;
  stems: Record<StemName, Pcm>;
  truth: SongTruth;
}
