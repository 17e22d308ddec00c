/** What a generated song is made from: plain data, so that a song is its description and nothing else. */
import type { Key } from '@/lib/music/key';
import type { SectionLabel } from '@/lib/music/section-labels';

/** The kinds of music that the generator can play; each has its patterns in `genre-styles`. */
export const GENRES = [
  'pop',
  'house',
  'techno',
  'trance',
  'edm',
  'rock',
  'hip-hop',
  'trap',
  'lo-fi',
  'rnb',
  'reggae',
  'reggaeton',
  'afrobeats',
  'amapiano',
  'funk',
  'uk-garage',
  'grime',
  'jersey-club',
  'drum-and-bass',
  'hardcore',
  'dubstep',
  'ambient',
  'jazz',
  'folk',
] as const;
export type Genre = (typeof GENRES)[number];

/** How the tempo runs over the song. Depths are percent of `bpm` to either side of it. */
export type TempoCurve =
  | { kind: 'constant'; bpm: number }
  /** A straight line from `-driftPercent` at the first beat to `+driftPercent` at the last. */
  | { kind: 'drift'; bpm: number; driftPercent: number }
  | { kind: 'sinusoid'; bpm: number; depthPercent: number; periodBeats: number }
  /** Wanders like a band without a click; never beyond `depthPercent`. */
  | { kind: 'random-walk'; bpm: number; depthPercent: number }
  /** Another tempo from the given bar on. */
  | { kind: 'change'; bpm: number; toBpm: number; atBar: number };

/** What can play in a section. `drums` is the whole kit; `kick` and `percussion` are parts of it. */
export type Part =
  | 'drums'
  | 'kick'
  | 'percussion'
  | 'bass'
  | 'pad'
  | 'chords'
  | 'arp'
  | 'lead'
  | 'voice';

export interface SectionSpec {
  label: SectionLabel;
  bars: number;
  parts: readonly Part[];
  /** 0 (thin) to 1 (chorus): loudness, brightness and density. */
  energy: number;
  /** Moves this section into another key: a modulation. Default 0. */
  transposeSemitones?: number;
}

/** Chords as roman numerals, one progression of four after the other to choose from. */
export interface Progressions {
  /** Of verses and what is as calm. */
  calm: readonly (readonly string[])[];
  /** Of choruses and drops. */
  full: readonly (readonly string[])[];
  /** Of bridges. */
  away: readonly (readonly string[])[];
}

/** How the song was recorded and mastered; every field has a neutral default. */
export interface Production {
  /** Level into the master's limiter above the neutral level: 0 open, 8 squashed. */
  masterDriveDb: number;
  /** Hiss, hum and crackle, dB relative to full scale; null = none. */
  noiseFloorDb: number | null;
  /** 0 dry to 1 cavernous. */
  reverbAmount: number;
  /** Depth of the kick's ducking of pads and bass, 0 to 1. */
  pumping: number;
  /** Chords: 0 triads, 1 sevenths, 2 ninths. */
  chordColour: 0 | 1 | 2;
  /** Some chords stand on their third or fifth. */
  hasInversions: boolean;
  /** Bars a chord lasts. */
  harmonicRhythmBars: 0.5 | 1 | 2;
  /** Chance that a bass note moves off its place, 0 to 1. */
  bassSyncopation: number;
}

export interface SongSpec {
  title: string;
  artist: string;
  seed: number;
  tempo: TempoCurve;
  beatsPerBar: 3 | 4;
  /** Share of the swung unit's pair taken by its first half: 0.5 straight, 0.67 triplet swing. */
  swingRatio: number;
  /** Which notes swing; a sixteenth swing leaves the half beat where it is. */
  swingUnit: 'eighth' | 'sixteenth';
  key: Key;
  /** Deviation of the tuning from A = 440 Hz. */
  tuningCents: number;
  genre: Genre;
  /** Left to the genre where they are not given. */
  progressions?: Progressions;
  sections: readonly SectionSpec[];
  /** `clicks`: one sharp click on every beat in place of a voice, for measuring alignment. */
  voice: 'sung' | 'clicks' | 'none';
  /** Who sings; left to the seed where it is not given. */
  voiceRegister?: 'soprano' | 'alto' | 'tenor';
  /** Silence before the first beat. */
  leadInSeconds: number;
  /** Deviation (normal) of every played note from the grid. */
  timingJitterMs: number;
  production: Production;
}

/** A dry, lightly limited recording with plain triads, one a bar. */
export const NEUTRAL_PRODUCTION: Production = {
  masterDriveDb: 2,
  noiseFloorDb: null,
  reverbAmount: 0.35,
  pumping: 0,
  chordColour: 0,
  hasInversions: false,
  harmonicRhythmBars: 1,
  bassSyncopation: 0,
};

/** Beats in the whole song, without the closing beat. */
export function totalBeats(spec: SongSpec): number {
  return spec.sections.reduce((sum, section) => sum + section.bars, 0) * spec.beatsPerBar;
}
