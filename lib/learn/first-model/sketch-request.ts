/** Requests drawn by chance: two sketched songs and a sentence, as unlike each other as real ones are. */
import { ERB_CENTRES_HZ } from '@/lib/analysis/erb-spectrum';
import type { Groove, SongAnalysis } from '@/lib/analysis/song-analysis';
import type { Random } from '@/lib/base/random';
import { PITCH_CLASSES } from '@/lib/music/key';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { PlanningRequest } from '@/lib/plan/make-plans';
import { GENRE_RULES, GENRES, type Genre } from '@/lib/plan/rules/genres';
import { type SongPart, sketchAnalysis } from '@/lib/plan/sketch/sketch-analysis';

/** Wishes that are put together to sentences. */
const WISHES = {
  structure: ['', 'build slowly to a big drop', 'straight in with the hook', 'a slow burn', ''],
  energy: ['', 'chill', 'high energy', 'mellow late night', 'a banger'],
  voice: ['', 'vocals up front', 'mostly instrumental', ''],
  creativity: ['', 'clean and smooth', 'something unique', 'wild and experimental'],
  length: ['', '', '60 seconds', '90 seconds', 'two minutes'],
  transitions: ['', '', 'no crossfades', 'filter sweeps'],
} as const;

const FORMS: readonly (readonly SongPart['label'][])[] = [
  ['intro', 'verse', 'chorus', 'verse', 'chorus', 'breakdown', 'chorus', 'outro'],
  ['intro', 'verse', 'build', 'drop', 'breakdown', 'build', 'drop', 'outro'],
  ['verse', 'chorus', 'verse', 'chorus', 'bridge', 'chorus', 'chorus'],
  ['intro', 'verse', 'verse', 'chorus', 'verse', 'chorus', 'outro'],
  ['intro', 'build', 'drop', 'verse', 'breakdown', 'drop', 'outro'],
];
const ENERGY: Readonly<Record<SongPart['label'], number>> = {
  intro: 0.35,
  verse: 0.6,
  build: 0.65,
  chorus: 0.95,
  bridge: 0.5,
  breakdown: 0.25,
  drop: 1,
  outro: 0.3,
};
const UNSUNG: readonly SongPart['label'][] = ['intro', 'outro', 'drop', 'build'];
const KICKS = ['regular', 'syncopated', 'breakbeat', 'none'] as const;
/** Where each stem's spectrum has its weight, and how far that varies, in octaves. */
const CENTRES_HZ: Readonly<Record<StemName, number>> = {
  vocals: 900,
  drums: 300,
  bass: 90,
  other: 700,
};

/** A request; its songs' tempi lie within reach of each other more often than not. */
export function sketchRequest(random: Random, seed: number): PlanningRequest {
  const genre = random.pick(GENRES);
  const beat = sketchSong(random, tempoOf(genre, random), genre);
  const near = beat.tempoBpm * (0.85 + 0.35 * random.next());
  const other = random.pick(GENRES);
  const voice = sketchSong(random, random.next() < 0.7 ? near : tempoOf(other, random), other);
  const [a, b] = random.next() < 0.5 ? [voice, beat] : [beat, voice];
  const words = Object.values(WISHES).map((options) => random.pick(options as readonly string[]));
  if (random.next() < 0.5) words.push(GENRE_RULES[genre].name);
  if (random.next() < 0.5) words.push(`${a === voice ? 'A' : 'B'}'s vocals`);
  return {
    songs: {
      a: { title: 'A', artist: '', analysis: a },
      b: { title: 'B', artist: '', analysis: b },
    },
    prompt: words.filter((word) => word !== '').join(', '),
    seed,
  };
}

function tempoOf(genre: Genre, random: Random): number {
  const { low, high } = GENRE_RULES[genre].tempoBpm;
  return low + (high - low) * random.next();
}

function sketchSong(random: Random, tempoBpm: number, genre: Genre): SongAnalysis {
  const parts = random.pick(FORMS).map((label): SongPart => {
    const stems = STEM_NAMES.filter((stem) => {
      if (stem === 'vocals') return !UNSUNG.includes(label) || random.next() < 0.3;
      if (label === 'breakdown') return stem === 'other' || random.next() < 0.25;
      if (label === 'intro' || label === 'outro') return random.next() < 0.6;
      return random.next() < 0.95;
    });
    const energy = Math.min(1, Math.max(0.1, ENERGY[label] + 0.08 * random.normal()));
    return { label, bars: random.pick([4, 8, 8, 16]), energy, stems };
  });
  const analysis = sketchAnalysis({
    tempoBpm,
    key: {
      tonic: random.pick(PITCH_CLASSES),
      mode: random.next() < 0.5 ? 'minor' : 'major',
      confidence: 0.3 + 0.7 * random.next(),
    },
    parts,
    pickupBeats: random.integer(4),
    sungBeats: 6 + random.integer(10),
    drift: random.next() < 0.3 ? 0.02 * random.next() : 0,
    vocalStemQuality: 0.6 + 0.4 * random.next(),
    integratedLufs: -16 + 8 * random.next(),
  });
  const profiles = Object.fromEntries(
    STEM_NAMES.map((stem) => [
      stem,
      { ...analysis.stems[stem], spectrumDb: sketchSpectrum(random, stem) },
    ]),
  ) as SongAnalysis['stems'];
  return {
    ...analysis,
    stems: profiles,
    groove: sketchGroove(random, genre),
    confidence: { ...analysis.confidence, beats: 0.4 + 0.6 * random.next() },
  };
}

function sketchSpectrum(random: Random, stem: StemName): number[] {
  const centre = CENTRES_HZ[stem] * 2 ** (0.6 * random.normal());
  const width = 1 + random.next();
  return ERB_CENTRES_HZ.map((hz) => {
    const octaves = Math.log2(hz / centre) / width;
    return Math.max(-120, -30 - 6 * octaves ** 2 + 2 * random.normal());
  });
}

function sketchGroove(random: Random, genre: Genre): Groove {
  const { low, high } = GENRE_RULES[genre].swing ?? { low: 0.5, high: 0.55 };
  return {
    onsetOffsetMedianMs: 8 * random.normal(),
    onsetOffsetIqrMs: 5 + 30 * random.next(),
    swingRatio: low + (high - low) * random.next(),
    kickPattern: random.pick(KICKS),
    accentBySixteenth: Array.from({ length: 16 }, (_, i) =>
      Math.min(1, (i % 4 === 0 ? 0.7 : 0.2) + 0.3 * random.next()),
    ),
  };
}
