/** The two songs that a new user remixes with no file at hand: one that sings and one that dances. */
import { NEUTRAL_PRODUCTION, type SongSpec } from './song-spec';

/** A pop song with a sung melody, 104 BPM in A minor. */
const PAPER_LANTERNS: SongSpec = {
  title: 'Paper Lanterns',
  artist: 'The Segue Demo Band',
  seed: 18,
  tempo: { kind: 'constant', bpm: 104 },
  beatsPerBar: 4,
  swingRatio: 0.5,
  swingUnit: 'eighth',
  key: { tonic: 'A', mode: 'minor' },
  tuningCents: 0,
  genre: 'pop',
  voice: 'sung',
  voiceRegister: 'alto',
  leadInSeconds: 0.06,
  timingJitterMs: 2.5,
  production: { ...NEUTRAL_PRODUCTION, masterDriveDb: 3, pumping: 0.25 },
  sections: [
    { label: 'intro', bars: 4, parts: ['pad', 'arp', 'percussion'], energy: 0.3 },
    { label: 'verse', bars: 8, parts: ['drums', 'bass', 'chords', 'voice'], energy: 0.5 },
    { label: 'build', bars: 4, parts: ['drums', 'bass', 'pad', 'arp', 'voice'], energy: 0.6 },
    {
      label: 'chorus',
      bars: 8,
      parts: ['drums', 'bass', 'pad', 'chords', 'arp', 'voice'],
      energy: 1,
    },
    { label: 'verse', bars: 8, parts: ['drums', 'bass', 'chords', 'arp', 'voice'], energy: 0.55 },
    { label: 'bridge', bars: 4, parts: ['pad', 'chords', 'voice'], energy: 0.35 },
    {
      label: 'chorus',
      bars: 8,
      parts: ['drums', 'bass', 'pad', 'chords', 'arp', 'voice'],
      energy: 1,
    },
    { label: 'outro', bars: 2, parts: ['pad', 'arp', 'bass'], energy: 0.3 },
  ],
};

/** A house track, 124 BPM in B minor: the voice has to move in pitch to sit on it. */
const NIGHTLINE: SongSpec = {
  title: 'Nightline',
  artist: 'The Segue Demo Machine',
  seed: 24,
  tempo: { kind: 'constant', bpm: 124 },
  beatsPerBar: 4,
  swingRatio: 0.54,
  swingUnit: 'sixteenth',
  key: { tonic: 'B', mode: 'minor' },
  tuningCents: 0,
  genre: 'house',
  voice: 'none',
  leadInSeconds: 0.04,
  timingJitterMs: 0,
  production: { ...NEUTRAL_PRODUCTION, masterDriveDb: 4, pumping: 0.6, chordColour: 1 },
  sections: [
    { label: 'intro', bars: 8, parts: ['kick', 'percussion', 'pad'], energy: 0.4 },
    { label: 'verse', bars: 8, parts: ['drums', 'bass', 'chords'], energy: 0.6 },
    { label: 'breakdown', bars: 8, parts: ['pad', 'chords'], energy: 0.25 },
    { label: 'build', bars: 4, parts: ['drums', 'pad', 'arp'], energy: 0.6 },
    { label: 'drop', bars: 16, parts: ['drums', 'bass', 'pad', 'chords', 'arp'], energy: 1 },
    { label: 'outro', bars: 8, parts: ['kick', 'percussion', 'bass'], energy: 0.4 },
  ],
};

/** The demo: A sings, B is the track under it. */
export function demoPair(): { a: SongSpec; b: SongSpec } {
  return { a: PAPER_LANTERNS, b: NIGHTLINE };
}
