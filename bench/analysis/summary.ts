/** Means by kind of song, and what the measures must reach. */
import type { EssentiaFigures, EssentiaKeyName, OwnFigures } from './figures';

export interface SongFigures {
  id: string;
  tags: string[];
  own: OwnFigures;
  essentia?: EssentiaFigures;
}

/** Genres that are made alike. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  club: ['house', 'techno', 'trance', 'edm', 'hardcore'],
  'bass music': ['drum-and-bass', 'dubstep', 'uk-garage', 'grime', 'jersey-club'],
  'hip-hop and soul': ['hip-hop', 'trap', 'lo-fi', 'rnb'],
  'latin, african, reggae': ['reggaeton', 'afrobeats', 'amapiano', 'reggae'],
  'pop and band': ['pop', 'rock', 'funk', 'jazz', 'folk', 'ambient'],
};
const TRAITS = [
  'constant',
  'live',
  'tempo-change',
  'four-four',
  'three-four',
  'swing',
  'detuned',
  'voice',
  'instrumental',
  'key-change',
  'noisy',
  'compressed',
] as const;

export interface SubsetFigures {
  songs: number;
  own: Partial<OwnFigures>;
  /** Over the songs that it has heard. */
  essentia?: Partial<Omit<EssentiaFigures, 'keys'>>;
  /** Of all profiles and inputs the one that does best on these songs, and by how much we lead on the same. */
  essentiaKey?: { best: EssentiaKeyName; key: number; lead: number };
}

export function summarize(songs: readonly SongFigures[]): SubsetFigures {
  const own = meanOf(songs.map((song) => song.own));
  const both = songs.filter((song) => song.essentia !== undefined);
  const heard = both.flatMap((song) => song.essentia ?? []);
  if (heard.length === 0) return { songs: songs.length, own };
  const keys = meanOf(heard.map((figures) => figures.keys));
  const names = Object.keys(keys) as EssentiaKeyName[];
  const best = names.reduce((top, name) => ((keys[name] ?? 0) > (keys[top] ?? 0) ? name : top));
  const key = keys[best] ?? 0;
  return {
    songs: songs.length,
    own,
    essentia: meanOf(heard.map(({ keys: _, ...figures }) => figures)),
    essentiaKey: { best, key, lead: (meanOf(both.map((song) => song.own)).key ?? 0) - key },
  };
}

function meanOf<T extends object>(figures: readonly T[]): Partial<T> {
  const result: Partial<Record<keyof T, number>> = {};
  for (const name of Object.keys(figures[0] ?? {}) as (keyof T)[]) {
    result[name] = figures.reduce((sum, one) => sum + Number(one[name]), 0) / figures.length;
  }
  return result as Partial<T>;
}

/** By family and trait, those that there are. */
export function summarizeSubsets(songs: readonly SongFigures[]): Record<string, SubsetFigures> {
  const subsets: [string, SongFigures[]][] = [
    ...Object.entries(FAMILIES).map(([name, genres]): [string, SongFigures[]] => [
      name,
      songs.filter(({ tags }) => tags.some((tag) => genres.includes(tag))),
    ]),
    ...TRAITS.map((trait): [string, SongFigures[]] => [
      trait,
      songs.filter(({ tags }) => tags.includes(trait)),
    ]),
  ];
  return Object.fromEntries(
    subsets.flatMap(([name, chosen]) => (chosen.length > 0 ? [[name, summarize(chosen)]] : [])),
  );
}

export interface Bar {
  measure: string;
  figure: number;
  atLeast: number;
  isReached: boolean;
}

export function checkBars(songs: readonly SongFigures[]): Bar[] {
  const all = summarize(songs);
  const subsets = summarizeSubsets(songs);
  const bars: [string, number | undefined, number][] = [
    ['beat F, constant tempo', subsets.constant?.own.beatF, 0.97],
    ['beat F, live tempo', subsets.live?.own.beatF, 0.9],
    ['downbeat F, 4/4', subsets['four-four']?.own.downbeatF, 0.9],
    ['tempo in the right octave', all.own.tempo, 0.95],
    ['key, MIREX weights', all.own.key, 0.85],
    ['section boundaries, F at 3 s', all.own.sectionF3, 0.75],
  ];
  const leads = Object.values(subsets).flatMap(({ essentiaKey }) => essentiaKey?.lead ?? []);
  if (leads.length > 0) {
    bars.push(['lead over the best essentia key, least of all subsets', Math.min(...leads), 0]);
  }
  if (all.essentia?.beatsSeconds && all.own.beatsSeconds) {
    const ratio = all.essentia.beatsSeconds / all.own.beatsSeconds;
    bars.push(['times as fast as RhythmExtractor2013, beats alone', ratio, 8]);
  }
  return bars.flatMap(([measure, figure, atLeast]) =>
    figure === undefined ? [] : [{ measure, figure, atLeast, isReached: figure >= atLeast }],
  );
}
