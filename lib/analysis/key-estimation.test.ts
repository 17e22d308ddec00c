import { describe, expect, it } from 'vitest';
import { pitchClassIndex } from '@/lib/music/key';
import type { Chroma } from './chroma';
import { estimateKey } from './key-estimation';

const CHORD_FRAMES = 20;
const HOP_SECONDS = 0.1;

/** Chords as sets of pitch classes, each held for two seconds; the bass plays their first. */
function play(chords: readonly (readonly number[])[]) {
  const frames = chords.length * CHORD_FRAMES;
  const chroma: Chroma = { frames, hopSeconds: HOP_SECONDS, values: new Float32Array(12 * frames) };
  const bass: Chroma = { frames, hopSeconds: HOP_SECONDS, values: new Float32Array(12 * frames) };
  for (let frame = 0; frame < frames; frame++) {
    const chord = chords[Math.floor(frame / CHORD_FRAMES)];
    for (const pitch of chord) chroma.values[frame * 12 + pitch] = 1;
    bass.values[frame * 12 + chord[0]] = 1;
  }
  const phraseStarts = chords.flatMap((_, i) =>
    i % 4 === 0 ? [{ startSeconds: 2 * i, endSeconds: 2 * i + 1 }] : [],
  );
  return {
    harmony: { chords: chroma, bass, tuning: { cents: 12, clarity: 0.8 }, isClean: true },
    phraseStarts,
  };
}

const C = [0, 4, 7];
const G = [7, 11, 2];
const AM = [9, 0, 4];
const F = [5, 9, 0];

describe('estimateKey', () => {
  it('tells a major key from its relative minor by where the phrase starts', () => {
    const major = play([C, G, AM, F, C, G, AM, F]);
    expect(estimateKey(major.harmony, major.phraseStarts)).toMatchObject({
      tonic: 'C',
      mode: 'major',
      camelot: '8B',
      tuningCents: 12,
    });
    const minor = play([AM, F, C, G, AM, F, C, G]);
    expect(estimateKey(minor.harmony, minor.phraseStarts)).toMatchObject({
      tonic: 'A',
      mode: 'minor',
      camelot: '8A',
    });
  });

  it('is not drawn to the relative major by a chorus that leaves the tonic for its end', () => {
    const [DM, E] = [
      [2, 5, 9],
      [4, 8, 11],
    ];
    const { harmony, phraseStarts } = play([AM, DM, AM, E, F, G, AM, AM, F, G, AM, AM]);
    expect(estimateKey(harmony, phraseStarts)).toMatchObject({ tonic: 'A', mode: 'minor' });
  });

  it('moves with the music', () => {
    const up = (chord: readonly number[]) => chord.map((pitch) => (pitch + 3) % 12);
    const { harmony, phraseStarts } = play([C, G, AM, F].map(up));
    expect(pitchClassIndex(estimateKey(harmony, phraseStarts).tonic)).toBe(3);
  });

  it('is sure of nothing where nothing is pitched', () => {
    const { harmony } = play([[]]);
    harmony.chords.values.fill(0);
    harmony.bass.values.fill(0);
    expect(estimateKey(harmony, []).confidence).toBeLessThan(0.05);
  });
});
