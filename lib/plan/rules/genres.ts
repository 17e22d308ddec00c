/**
 * Genres as data: tempo ranges, transitions, loudness windows, energy arcs, swing and how the voice is
 * placed. Source: mixing rules of the project (tempo, transitions, mixing, genres, swing) and the
 * loudness windows of the hard constraints.
 */
import type { TransitionType } from '../remix-plan';

export const GENRES = [
  'ambient',
  'lo-fi',
  'r&b',
  'reggae',
  'hip-hop',
  'trap',
  'afrobeats',
  'amapiano',
  'reggaeton',
  'latin',
  'funk',
  'pop',
  'rock',
  'edm',
  'house',
  'uk-garage',
  'grime',
  'jersey-club',
  'trance',
  'dubstep',
  'techno',
  'drum-and-bass',
  'hardcore',
] as const;
export type Genre = (typeof GENRES)[number];

export const ARC_NAMES = ['classic', 'edm', 'hip-hop', 'dj-lift', 'flat'] as const;
/** The shape of energy over a remix. */
export type ArcName = (typeof ARC_NAMES)[number];

/** Where the voice sounds: everywhere, in breakdowns with an instrumental drop, or as a texture. */
export type VoicePlacement = 'phrases' | 'breakdowns' | 'texture';

export interface GenreRules {
  name: string;
  tempoBpm: { low: number; high: number };
  arc: ArcName;
  /** Preferred transitions, best first. */
  transitions: readonly TransitionType[];
  /** Longest total of transitions as a share of the remix. */
  transitionShare: number;
  /** Longest single transition in bars, within a remix of 60 to 120 s. */
  transitionBars: number;
  loudnessLufs: { low: number; high: number; target: number };
  voice: VoicePlacement;
  /** Bars by which the voice should have entered; null = when it suits. */
  voiceByBar: number | null;
  /** Share of the beat that its first half takes, as the genre is played; null = any. */
  swing: { low: number; high: number } | null;
}

/** The default loudness window: within 2 dB of -12 LUFS. */
export const DEFAULT_LOUDNESS = { low: -14, high: -10, target: -12 } as const;
const EDM_LOUDNESS = { low: -12, high: -9, target: -11 } as const;
const LOFI_LOUDNESS = { low: -16, high: -12, target: -14 } as const;

export const DEFAULT_TRANSITION_SHARE = 0.15;
const LONG_TRANSITION_SHARE = 0.25;
/** Both halves of the beat alike, exactly or nearly. */
const STRAIGHT = { low: 0.5, high: 0.5 } as const;
const NEARLY_STRAIGHT = { low: 0.5, high: 0.52 } as const;

function genre(
  name: string,
  [low, high]: [number, number],
  rules: Partial<Omit<GenreRules, 'name' | 'tempoBpm'>> = {},
): GenreRules {
  return {
    name,
    tempoBpm: { low, high },
    arc: 'classic',
    transitions: ['crossfade', 'cut'],
    transitionShare: DEFAULT_TRANSITION_SHARE,
    transitionBars: 4,
    loudnessLufs: DEFAULT_LOUDNESS,
    voice: 'phrases',
    voiceByBar: null,
    swing: null,
    ...rules,
  };
}

const electronic = {
  arc: 'edm',
  transitions: ['filter-sweep', 'silence-gap'],
  transitionShare: LONG_TRANSITION_SHARE,
  transitionBars: 8,
  loudnessLufs: EDM_LOUDNESS,
  voice: 'breakdowns',
} as const satisfies Partial<GenreRules>;

const rapped = {
  arc: 'hip-hop',
  transitions: ['cut', 'filter-sweep'],
} as const satisfies Partial<GenreRules>;

const layered = {
  transitions: ['crossfade', 'filter-sweep'],
  transitionBars: 8,
} as const satisfies Partial<GenreRules>;

export const GENRE_RULES: Readonly<Record<Genre, GenreRules>> = {
  ambient: genre('ambient', [60, 100], {
    transitions: ['crossfade'],
    transitionShare: LONG_TRANSITION_SHARE,
    transitionBars: 8,
    voice: 'texture',
  }),
  'lo-fi': genre('lo-fi', [70, 90], {
    arc: 'flat',
    transitions: ['crossfade'],
    transitionBars: 8,
    loudnessLufs: LOFI_LOUDNESS,
    voice: 'texture',
    swing: { low: 0.55, high: 0.65 },
  }),
  'r&b': genre('R&B', [60, 85], { swing: { low: 0.58, high: 0.67 } }),
  reggae: genre('reggae', [60, 90]),
  'hip-hop': genre('hip-hop', [85, 100], { ...rapped, swing: { low: 0.54, high: 0.62 } }),
  trap: genre('trap', [130, 150], { ...rapped, swing: { low: 0.5, high: 0.56 } }),
  afrobeats: genre('afrobeats', [100, 120], { ...layered, swing: { low: 0.55, high: 0.6 } }),
  amapiano: genre('amapiano', [110, 115], layered),
  reggaeton: genre('reggaeton', [95, 105], {
    arc: 'flat',
    transitions: ['cut'],
    swing: NEARLY_STRAIGHT,
  }),
  latin: genre('Latin', [90, 110], { transitions: ['cut', 'crossfade'] }),
  funk: genre('funk', [90, 120], { transitions: ['cut', 'crossfade'] }),
  pop: genre('pop', [100, 130], { voiceByBar: 8, swing: NEARLY_STRAIGHT }),
  rock: genre('rock', [110, 140], {
    transitions: ['cut', 'crossfade'],
    transitionBars: 2,
    swing: NEARLY_STRAIGHT,
  }),
  edm: genre('EDM', [115, 150], { ...electronic, swing: STRAIGHT }),
  house: genre('house', [115, 130], { ...electronic, swing: STRAIGHT }),
  'uk-garage': genre('UK garage', [130, 140], { transitions: ['cut', 'filter-sweep'] }),
  grime: genre('grime', [138, 142], { arc: 'hip-hop', transitions: ['cut'], swing: STRAIGHT }),
  'jersey-club': genre('Jersey club', [130, 145], {
    arc: 'hip-hop',
    transitions: ['cut'],
    swing: STRAIGHT,
  }),
  trance: genre('trance', [125, 150], { ...electronic, swing: STRAIGHT }),
  dubstep: genre('dubstep', [138, 142], electronic),
  techno: genre('techno', [120, 145], { ...electronic, swing: STRAIGHT }),
  'drum-and-bass': genre('drum and bass', [160, 185], {
    ...electronic,
    transitionBars: 4,
    // its half-time voice follows from the tempi: none that fits plain over 160 to 185 fits halved too
    voice: 'phrases',
    swing: { low: 0.5, high: 0.55 },
  }),
  hardcore: genre('hardcore', [160, 200], electronic),
};

/** The rules that hold where no genre was named. */
export const NO_GENRE_RULES: GenreRules = genre('any', [90, 150]);

export function genreRules(genre: Genre | null): GenreRules {
  return genre === null ? NO_GENRE_RULES : GENRE_RULES[genre];
}
