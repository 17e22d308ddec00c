/**
 * Songs with truth for measuring the analysis: every genre of the mixing rules, 60 to 200 BPM, all
 * keys, steady and live tempo, and the ways in which real recordings are hard.
 */
import { createRandom } from '@/lib/base/random';
import { ALL_KEYS } from '@/lib/music/key';
import { type FormName, formSections, GENRE_FORMS } from './corpus-forms';
import type { Genre, SongSpec, TempoCurve } from './song-spec';

export interface CorpusSong {
  id: string;
  /** What is particular about it, for figures by kind. */
  tags: string[];
  spec: SongSpec;
}

/** What a row of the table may ask for besides genre and tempo; the rest follows from its number. */
interface RowOptions {
  tempo?: 'drift' | 'wander' | 'wave' | 'change';
  /** Swing ratio of eighths, or of sixteenths with `sixteenths`. */
  swing?: number;
  sixteenths?: boolean;
  waltz?: boolean;
  form?: FormName;
}
type Row = readonly [genre: Genre, bpm: number, options?: RowOptions];

const ROWS: readonly Row[] = [
  ['pop', 96],
  ['pop', 118, { form: 'key-change' }],
  ['pop', 127],
  ['house', 118],
  ['house', 124, { swing: 0.56, sixteenths: true }],
  ['house', 128],
  ['techno', 126],
  ['techno', 133],
  ['techno', 145],
  ['trance', 132],
  ['trance', 140],
  ['edm', 126],
  ['edm', 128, { form: 'stop-and-go' }],
  ['rock', 112, { tempo: 'wander' }],
  ['rock', 135, { tempo: 'drift' }],
  ['rock', 152],
  ['rock', 94, { tempo: 'change' }],
  ['hip-hop', 84, { swing: 0.6, sixteenths: true }],
  ['hip-hop', 92, { swing: 0.56, sixteenths: true }],
  ['hip-hop', 98],
  ['trap', 130],
  ['trap', 140],
  ['trap', 148],
  ['lo-fi', 72, { swing: 0.62, sixteenths: true }],
  ['lo-fi', 80, { swing: 0.58, sixteenths: true }],
  ['rnb', 62],
  ['rnb', 70, { swing: 0.6, sixteenths: true }],
  ['rnb', 84],
  ['reggae', 64, { swing: 0.6 }],
  ['reggae', 75, { tempo: 'wander' }],
  ['reggae', 86],
  ['reggaeton', 92],
  ['reggaeton', 100],
  ['afrobeats', 103],
  ['afrobeats', 110, { swing: 0.57, sixteenths: true }],
  ['amapiano', 112],
  ['amapiano', 114, { swing: 0.55, sixteenths: true }],
  ['funk', 94, { tempo: 'wander' }],
  ['funk', 106],
  ['funk', 116, { tempo: 'wave' }],
  ['uk-garage', 130, { swing: 0.6, sixteenths: true }],
  ['uk-garage', 134, { swing: 0.57, sixteenths: true }],
  ['grime', 140],
  ['jersey-club', 134],
  ['jersey-club', 142],
  ['drum-and-bass', 165],
  ['drum-and-bass', 172],
  ['drum-and-bass', 176],
  ['hardcore', 168],
  ['hardcore', 185],
  ['hardcore', 200],
  ['dubstep', 138],
  ['dubstep', 141],
  ['ambient', 60],
  ['ambient', 78],
  ['jazz', 118, { swing: 0.66, tempo: 'wander' }],
  ['jazz', 144, { swing: 0.64 }],
  ['jazz', 190, { swing: 0.6, tempo: 'drift' }],
  ['folk', 68, { tempo: 'wander' }],
  ['folk', 104, { tempo: 'wave' }],
  ['folk', 88],
  ['folk', 108, { waltz: true, tempo: 'wander' }],
  ['pop', 92, { waltz: true }],
  ['rock', 138, { waltz: true }],
  ['rnb', 66, { waltz: true }],
  ['jazz', 160, { waltz: true, swing: 0.62 }],
  ['pop', 150],
  ['edm', 105, { tempo: 'change' }],
  ['house', 121, { form: 'quiet-start' }],
  ['hip-hop', 88, { form: 'stop-and-go' }],
  ['funk', 100, { waltz: true }],
  ['trance', 145],
];

/** Coprime to the number of keys, so that all come up and neighbours in the table differ. */
const KEY_STRIDE = 7;
/** Most recordings are in tune; some are not. */
const TUNINGS_CENTS = [0, 0, -40, 0, 0, 25, 0, 40, 0, 0, -18];
const LIVE_DEPTH_PERCENT = 3;
const SEED_BASE = 7300;
/** Seeds between one series and the next. */
const SERIES_SEEDS = 1000;
/** By how much a series moves along the keys: to the other mode for most rows, and to another tonic. */
const SERIES_KEYS = 17;

/**
 * The corpus; the same at every call.
 * @param series 0 is the corpus itself; any other has the same rows in other keys, forms and notes, on
 *   which what was fitted to one series can be checked
 */
export function corpusSpecs(series = 0): CorpusSong[] {
  return ROWS.map((row, index) => corpusSong(row, index, series));
}

function corpusSong([genre, bpm, options = {}]: Row, index: number, series: number): CorpusSong {
  const seed = SEED_BASE + index + series * SERIES_SEEDS;
  const random = createRandom(seed).fork('corpus');
  const isSung = random.next() < 0.6 && genre !== 'ambient';
  const form = options.form ?? random.pick(GENRE_FORMS[genre]);
  const beatsPerBar = options.waltz ? 3 : 4;
  const seconds = 62 + 30 * random.next();
  const bars = Math.round((seconds * bpm) / 60 / beatsPerBar);
  const sections = formSections(form, bars, isSung ? 'voice' : 'lead');
  const atBar = sections.slice(0, 3).reduce((sum, section) => sum + section.bars, 0);
  const tuningCents = TUNINGS_CENTS[(index + series) % TUNINGS_CENTS.length];
  const isPlayed = ['rock', 'jazz', 'folk', 'funk', 'reggae'].includes(genre);
  const isElectronic = ['house', 'techno', 'trance', 'edm', 'hardcore'].includes(genre);
  const noiseFloorDb =
    random.next() < (genre === 'lo-fi' ? 1 : 0.2) ? -62 + 16 * random.next() : null;
  const masterDriveDb = 6 * random.next() + (isElectronic ? 2 : 0);
  const spec: SongSpec = {
    title: `${genre} ${bpm}`,
    artist: 'Segue Corpus',
    seed,
    tempo: tempoCurve(bpm, options, atBar),
    beatsPerBar,
    swingRatio: options.swing ?? 0.5,
    swingUnit: options.sixteenths ? 'sixteenth' : 'eighth',
    key: ALL_KEYS[(index * KEY_STRIDE + series * SERIES_KEYS) % ALL_KEYS.length],
    tuningCents,
    genre,
    voice: isSung ? 'sung' : 'none',
    leadInSeconds: 1.2 * random.next() ** 2,
    timingJitterMs: isPlayed ? 5 + 5 * random.next() : isElectronic ? 0 : 4 * random.next(),
    sections,
    production: {
      masterDriveDb,
      noiseFloorDb,
      reverbAmount: 0.1 + 0.7 * random.next(),
      pumping: isElectronic ? 0.3 + 0.5 * random.next() : 0.3 * random.next(),
      chordColour: genre === 'jazz' ? 2 : random.pick([0, 0, 1, 1, 2]),
      hasInversions: random.next() < 0.4,
      harmonicRhythmBars: bpm < 90 ? random.pick([1, 1, 0.5]) : random.pick([1, 1, 2]),
      bassSyncopation: random.next() < 0.4 ? 0.25 : 0,
    },
  };
  const traits: Record<string, boolean> = {
    live: options.tempo !== undefined && options.tempo !== 'change',
    'tempo-change': options.tempo === 'change',
    constant: options.tempo === undefined,
    swing: spec.swingRatio !== 0.5,
    'three-four': beatsPerBar === 3,
    'four-four': beatsPerBar === 4,
    detuned: tuningCents !== 0,
    voice: isSung,
    instrumental: !isSung,
    'quiet-intro': sections[0].energy <= 0.2,
    'key-change': form === 'key-change',
    'silence-inside': form === 'stop-and-go',
    'break-without-drums': sections
      .slice(1, -1)
      .some(({ parts }) => !parts.includes('drums') && !parts.includes('kick')),
    compressed: masterDriveDb > 5,
    noisy: noiseFloorDb !== null,
  };
  const tags = [genre, ...Object.keys(traits).filter((trait) => traits[trait])];
  return { id: `${String(index + 1).padStart(2, '0')}-${genre}-${bpm}`, tags, spec };
}

function tempoCurve(bpm: number, { tempo }: RowOptions, atBar: number): TempoCurve {
  switch (tempo) {
    case 'drift':
      return { kind: 'drift', bpm, driftPercent: LIVE_DEPTH_PERCENT };
    case 'wander':
      return { kind: 'random-walk', bpm, depthPercent: LIVE_DEPTH_PERCENT };
    case 'wave':
      return { kind: 'sinusoid', bpm, depthPercent: LIVE_DEPTH_PERCENT, periodBeats: 48 };
    case 'change':
      return { kind: 'change', bpm, toBpm: Math.round(bpm * 1.15), atBar };
    default:
      return { kind: 'constant', bpm };
  }
}
