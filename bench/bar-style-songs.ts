/** Short generated songs from which the styles of the bar are learned: other seeds and tempi than the corpus. */
import { createRandom, type Random } from '@/lib/base/random';
import { GENRES, type Genre, NEUTRAL_PRODUCTION, type SongSpec } from '@/lib/demo/song-spec';
import { PITCH_CLASSES } from '@/lib/music/key';

/** Tempi at which each genre is played (mixing rules; jazz, folk and the wider of pop and rock by ear). */
const TEMPO_RANGES_BPM: Readonly<Record<Genre, readonly [number, number]>> = {
  pop: [92, 150],
  house: [115, 130],
  techno: [120, 146],
  trance: [125, 150],
  edm: [105, 132],
  rock: [94, 155],
  'hip-hop': [82, 100],
  trap: [128, 150],
  'lo-fi': [68, 90],
  rnb: [60, 86],
  reggae: [60, 92],
  reggaeton: [88, 106],
  afrobeats: [98, 120],
  amapiano: [110, 116],
  funk: [90, 120],
  'uk-garage': [128, 140],
  grime: [138, 143],
  'jersey-club': [130, 145],
  'drum-and-bass': [160, 185],
  hardcore: [160, 200],
  dubstep: [136, 143],
  ambient: [60, 100],
  jazz: [100, 195],
  folk: [66, 112],
};
/** Chance that a song of the genre swings its sixteenths. */
const SWUNG_SIXTEENTHS: Partial<Record<Genre, number>> = {
  house: 0.3,
  'hip-hop': 0.6,
  'lo-fi': 0.7,
  rnb: 0.5,
  afrobeats: 0.5,
  amapiano: 0.4,
  'uk-garage': 0.7,
  funk: 0.3,
};
/** Genres of people who play together in a room. */
const PLAYED_GENRES: readonly Genre[] = ['rock', 'jazz', 'folk', 'funk', 'reggae'];
const SECTION_SECONDS = 13;
const SEED_BASE = 9000;

function swingOf(genre: Genre, random: Random): Pick<SongSpec, 'swingRatio' | 'swingUnit'> {
  if (random.next() < (SWUNG_SIXTEENTHS[genre] ?? 0)) {
    return { swingRatio: 0.54 + 0.09 * random.next(), swingUnit: 'sixteenth' };
  }
  if (genre === 'jazz') return { swingRatio: 0.58 + 0.1 * random.next(), swingUnit: 'eighth' };
  if (genre === 'reggae' && random.next() < 0.5) {
    return { swingRatio: 0.56 + 0.08 * random.next(), swingUnit: 'eighth' };
  }
  return { swingRatio: 0.5, swingUnit: 'eighth' };
}

/** The song of a number: genres take turns. */
function shortSong(index: number, beatsPerBar: 3 | 4): SongSpec {
  const seed = SEED_BASE + index;
  const random = createRandom(seed).fork('bar style');
  const genre = GENRES[index % GENRES.length];
  const [slowest, fastest] = TEMPO_RANGES_BPM[genre];
  const bpm = Math.round(slowest + (fastest - slowest) * random.next());
  const bars = Math.max(3, 2 * Math.round((SECTION_SECONDS * bpm) / 60 / beatsPerBar / 2));
  const maybe = <T>(chance: number, part: T) => (random.next() < chance ? [part] : []);
  const tune = maybe(0.5, 'lead' as const);
  const band = ['drums', 'bass', 'chords', ...tune] as const;
  return {
    title: `${genre} ${bpm}`,
    artist: 'Segue',
    seed,
    tempo: { kind: 'constant', bpm },
    beatsPerBar,
    ...swingOf(genre, random),
    key: { tonic: random.pick(PITCH_CLASSES), mode: random.next() < 0.5 ? 'major' : 'minor' },
    tuningCents: 0,
    genre,
    voice: 'none',
    leadInSeconds: 0.3,
    timingJitterMs: PLAYED_GENRES.includes(genre) ? 5 + 5 * random.next() : 2 * random.next(),
    sections: [
      {
        label: 'verse',
        bars,
        parts: [...band, ...maybe(0.4, 'pad' as const), ...maybe(0.4, 'arp' as const)],
        energy: 0.5,
      },
      {
        label: 'chorus',
        bars,
        parts: [...band, ...maybe(0.7, 'pad' as const), ...maybe(0.7, 'arp' as const)],
        energy: 0.95,
      },
    ],
    production: {
      ...NEUTRAL_PRODUCTION,
      masterDriveDb: 6 * random.next(),
      reverbAmount: 0.1 + 0.7 * random.next(),
      pumping: 0.5 * random.next(),
      chordColour: genre === 'jazz' ? 2 : random.pick([0, 0, 1, 1, 2] as const),
      hasInversions: random.next() < 0.4,
      harmonicRhythmBars: random.pick(bpm < 90 ? ([1, 1, 0.5] as const) : ([1, 1, 2] as const)),
      bassSyncopation: random.next() < 0.4 ? 0.25 : 0,
    },
  };
}

/** Songs in four and in three. */
export function barStyleSongs(inFour: number, inThree: number): SongSpec[] {
  return [
    ...Array.from({ length: inFour }, (_, i) => shortSong(i, 4)),
    ...Array.from({ length: inThree }, (_, i) => shortSong(inFour + i, 3)),
  ];
}
