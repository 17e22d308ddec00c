/**
 * Songs for measuring alignment: vocal songs whose voice is a click on every beat, and instrumental
 * songs with clear drums. Each is a whole song, so that its own analysis has something to work on.
 */
import type { Key } from '@/lib/music/key';
import { NEUTRAL_PRODUCTION, type Part, type SongSpec, type TempoCurve } from './song-spec';

/** About so long each song is. */
const TARGET_SECONDS = 90;
const FULL: readonly Part[] = ['drums', 'bass', 'pad', 'chords', 'voice'];

/** A vocal song with clicks for a voice: pop in G major at the given tempo. */
export function clickVocalSong(tempo: TempoCurve): SongSpec {
  return alignmentSong('Clicks', 5, tempo, { tonic: 'G', mode: 'major' }, 'pop', 'clicks');
}

/** An instrumental song: house in E minor at the given tempo, kick on every beat. */
export function clearInstrumentalSong(tempo: TempoCurve): SongSpec {
  return alignmentSong('Drums', 6, tempo, { tonic: 'E', mode: 'minor' }, 'house', 'none');
}

/** Tempi at which alignment is checked: the vocal song's curve and the instrumental song's. */
export const ALIGNMENT_CASES: readonly {
  name: string;
  vocal: TempoCurve;
  instrumental: TempoCurve;
}[] = [
  { name: '124 to 140', vocal: constant(124), instrumental: constant(140) },
  { name: '70 to 140', vocal: constant(70), instrumental: constant(140) },
  { name: '100 to 95', vocal: constant(100), instrumental: constant(95) },
  {
    name: '124 ± 2 % drifting to 140',
    vocal: { kind: 'sinusoid', bpm: 124, depthPercent: 2, periodBeats: 64 },
    instrumental: constant(140),
  },
  {
    name: '70 ± 2 % drifting to 140',
    vocal: { kind: 'drift', bpm: 70, driftPercent: 2 },
    instrumental: constant(140),
  },
  {
    name: '100 ± 2 % wandering to 95',
    vocal: { kind: 'random-walk', bpm: 100, depthPercent: 2 },
    instrumental: constant(95),
  },
];

function constant(bpm: number): TempoCurve {
  return { kind: 'constant', bpm };
}

function alignmentSong(
  name: string,
  seed: number,
  tempo: TempoCurve,
  key: Key,
  genre: SongSpec['genre'],
  voice: SongSpec['voice'],
): SongSpec {
  const bars = (TARGET_SECONDS * tempo.bpm) / 60 / 4;
  const eight = Math.max(1, Math.round(bars / 32)) * 8;
  return {
    title: `${name} ${tempo.bpm} ${tempo.kind}`,
    artist: 'Segue Test Tones',
    seed,
    tempo,
    beatsPerBar: 4,
    swingRatio: 0.5,
    swingUnit: 'eighth',
    key,
    tuningCents: 0,
    genre,
    voice,
    leadInSeconds: 0.25,
    timingJitterMs: 0,
    production: { ...NEUTRAL_PRODUCTION, reverbAmount: 0.15 },
    sections: [
      { label: 'intro', bars: 4, parts: ['drums', 'bass', 'voice'], energy: 0.6 },
      { label: 'verse', bars: eight, parts: FULL, energy: 0.65 },
      { label: 'chorus', bars: eight, parts: FULL, energy: 1 },
      { label: 'verse', bars: eight, parts: FULL, energy: 0.65 },
      { label: 'chorus', bars: Math.max(8, eight - 4), parts: FULL, energy: 1 },
    ],
  };
}
