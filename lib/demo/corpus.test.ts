/** The corpus covers what the analysis is asked to cope with. */
import { describe, expect, it } from 'vitest';
import { durationSeconds } from '@/lib/audio/pcm';
import { keyName } from '@/lib/music/key';
import { corpusSpecs } from './corpus';
import { generateSong } from './generate-song';
import { generateNonMusic, NON_MUSIC_KINDS, nonMusicSpecs } from './non-music';
import { GENRES, totalBeats } from './song-spec';

const corpus = corpusSpecs();
const tagged = (tag: string) => corpus.filter(({ tags }) => tags.includes(tag)).length;

describe('the corpus', () => {
  it('holds at least 60 different songs of every genre', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(60);
    expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
    expect(new Set(corpus.map(({ spec }) => spec.genre))).toEqual(new Set(GENRES));
  });

  it('reaches from 60 to 200 BPM and through all 24 keys', () => {
    const tempos = corpus.map(({ spec }) => spec.tempo.bpm);
    expect(Math.min(...tempos)).toBe(60);
    expect(Math.max(...tempos)).toBe(200);
    expect(new Set(corpus.map(({ spec }) => keyName(spec.key))).size).toBe(24);
  });

  it('has enough of each difficulty to measure it', () => {
    expect(tagged('live')).toBeGreaterThanOrEqual(8);
    expect(tagged('tempo-change')).toBeGreaterThanOrEqual(2);
    expect(tagged('swing')).toBeGreaterThanOrEqual(10);
    expect(tagged('three-four')).toBeGreaterThanOrEqual(5);
    expect(tagged('detuned')).toBeGreaterThanOrEqual(15);
    expect(tagged('voice')).toBeGreaterThanOrEqual(25);
    expect(tagged('instrumental')).toBeGreaterThanOrEqual(20);
    expect(tagged('quiet-intro')).toBeGreaterThanOrEqual(6);
    expect(tagged('break-without-drums')).toBeGreaterThanOrEqual(20);
    expect(tagged('silence-inside')).toBeGreaterThanOrEqual(2);
    expect(tagged('compressed')).toBeGreaterThanOrEqual(8);
    expect(tagged('noisy')).toBeGreaterThanOrEqual(8);
    const tunings = corpus.map(({ spec }) => spec.tuningCents);
    expect(Math.min(...tunings)).toBe(-40);
    expect(Math.max(...tunings)).toBe(40);
  });

  it('has songs of about a minute to a minute and a half', () => {
    for (const { spec } of corpus) {
      const seconds = (totalBeats(spec) * 60) / spec.tempo.bpm;
      expect(seconds).toBeGreaterThan(50);
      expect(seconds).toBeLessThan(110);
    }
  });

  it('falls silent where nobody plays, while the beats of the truth go on', () => {
    const { spec } = corpus.find(({ tags }) => tags.includes('silence-inside'))!;
    const sections = spec.sections.map((section) => ({ ...section, bars: 2 }));
    const { mix, truth } = generateSong({
      ...spec,
      sections,
      production: { ...spec.production, noiseFloorDb: null, reverbAmount: 0.1 },
    });
    const { startSeconds, endSeconds } = truth.sections[2];
    const [left] = mix.channels;
    const late = left.subarray(
      Math.round((startSeconds + 0.7 * (endSeconds - startSeconds)) * 44100),
      Math.round((endSeconds - 0.4) * 44100),
    );
    expect(late.every((value) => Math.abs(value) < 0.01)).toBe(true);
    expect(truth.beatsSeconds.filter((b) => b > startSeconds && b < endSeconds)).toHaveLength(7);
  });
});

describe('what is not music', () => {
  it('exists in every kind, as long as asked for, and loud enough to be heard', () => {
    expect(new Set(nonMusicSpecs().map(({ spec }) => spec.kind))).toEqual(new Set(NON_MUSIC_KINDS));
    for (const kind of NON_MUSIC_KINDS) {
      const pcm = generateNonMusic({ kind, seed: 1, seconds: 5 });
      expect(durationSeconds(pcm)).toBeCloseTo(5, 6);
      const energy = pcm.channels[0].reduce((sum, value) => sum + value * value, 0);
      expect(Math.sqrt(energy / pcm.channels[0].length)).toBeGreaterThan(0.01);
    }
  });
});
