import { describe, expect, it } from 'vitest';
import { generateSong } from '@/lib/demo/generate-song';
import { NEUTRAL_PRODUCTION, type SongSpec } from '@/lib/demo/song-spec';
import { analyzeSong } from './analyze-song';
import { essentiaKey } from './essentia';

const SPEC: SongSpec = {
  title: 'Heard',
  artist: 'Test',
  seed: 41,
  tempo: { kind: 'constant', bpm: 126 },
  beatsPerBar: 4,
  swingRatio: 0.6,
  swingUnit: 'sixteenth',
  key: { tonic: 'D', mode: 'minor' },
  tuningCents: 20,
  genre: 'house',
  voice: 'sung',
  leadInSeconds: 0.3,
  timingJitterMs: 0,
  production: NEUTRAL_PRODUCTION,
  sections: [
    { label: 'intro', bars: 4, parts: ['pad', 'arp'], energy: 0.3 },
    { label: 'verse', bars: 4, parts: ['drums', 'bass', 'chords', 'voice'], energy: 0.6 },
    { label: 'drop', bars: 6, parts: ['drums', 'bass', 'pad', 'chords', 'arp'], energy: 1 },
  ],
};

describe('a generated song', () => {
  const { mix, stems, truth } = generateSong(SPEC);

  it('is heard as it was written', async () => {
    const analysis = await analyzeSong(mix, stems);
    expect(analysis.tempoBpm).toBeCloseTo(126, 2);
    expect(analysis.isGridConstant).toBe(true);
    const offsets = truth.downbeatsSeconds
      .slice(0, -1)
      .map((time) =>
        Math.min(...analysis.downbeatsSeconds.map((downbeat) => Math.abs(downbeat - time))),
      );
    expect(Math.max(...offsets)).toBeLessThan(0.003);
    expect(analysis.key).toMatchObject({ tonic: 'D', mode: 'minor', camelot: '7A' });
    expect(analysis.key.tuningCents).toBeGreaterThan(14);
    expect(analysis.key.tuningCents).toBeLessThan(26);
    for (const { startSeconds } of truth.sections) {
      const nearest = analysis.sections.map((found) => Math.abs(found.startSeconds - startSeconds));
      expect(Math.min(...nearest)).toBeLessThan(0.1);
    }
    const [intro, verse, drop] = analysis.sections;
    expect(intro.vocalActivity).toBeLessThan(0.1);
    expect(verse.vocalActivity).toBeGreaterThan(0.5);
    expect(drop.energy.overall).toBeGreaterThan(verse.energy.overall);
    expect(analysis.groove?.kickPattern).toBe('regular');
    expect(analysis.groove?.swingRatio).toBeCloseTo(0.5, 1);
    expect(analysis.groove?.sixteenthSwingRatio).toBeCloseTo(0.6, 1);
    expect(analysis.stemQuality?.vocals).toBeGreaterThan(0.65);
  });

  it('is heard by essentia too: its WASM loads and gives a key', async () => {
    const { strength } = await essentiaKey(stems.other.channels[0]);
    expect(strength).toBeGreaterThan(0.3);
  });
});
