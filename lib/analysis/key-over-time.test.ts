import { describe, expect, it } from 'vitest';
import { monoSignal } from '@/lib/audio/mono-signal';
import { generateSong } from '@/lib/demo/generate-song';
import { NEUTRAL_PRODUCTION, type SongSpec } from '@/lib/demo/song-spec';
import { traceKey } from './key-over-time';
import { harmonicSignal, measureHarmony } from './song-harmony';

/** Sixteen bars in F minor, eight a whole tone higher. */
const SPEC: SongSpec = {
  title: 'Lift',
  artist: 'Test',
  seed: 19,
  tempo: { kind: 'constant', bpm: 150 },
  beatsPerBar: 4,
  swingRatio: 0.5,
  swingUnit: 'eighth',
  key: { tonic: 'F', mode: 'minor' },
  tuningCents: -15,
  genre: 'pop',
  voice: 'none',
  leadInSeconds: 0.2,
  timingJitterMs: 0,
  production: NEUTRAL_PRODUCTION,
  sections: [
    { label: 'verse', bars: 8, parts: ['bass', 'chords'], energy: 0.5 },
    { label: 'chorus', bars: 8, parts: ['bass', 'chords', 'pad'], energy: 0.9 },
    {
      label: 'chorus',
      bars: 8,
      parts: ['bass', 'chords', 'pad'],
      energy: 1,
      transposeSemitones: 2,
    },
  ],
};

describe('traceKey', () => {
  const { stems, truth } = generateSong(SPEC);
  const [other, bass] = [stems.other, stems.bass].map((stem) => harmonicSignal(monoSignal(stem)));
  const harmony = measureHarmony(other, bass, 1);
  const bars = truth.downbeatsSeconds;

  it('finds the bar at which a song moves into another key', () => {
    const found = traceKey(harmony, bars, truth.key);
    expect(found.spans).toMatchObject([
      { tonic: 'F', mode: 'minor', camelot: '4A' },
      { tonic: 'G', mode: 'minor', camelot: '6A' },
    ]);
    const change = truth.sections[2].startSeconds;
    const barSeconds = bars[1] - bars[0];
    expect(Math.abs(found.spans[1].startSeconds - change)).toBeLessThan(2.1 * barSeconds);
    expect(found.spans[1].endSeconds).toBe(bars.at(-1));
    expect(found.chromaByBar).toHaveLength(bars.length - 1);
    expect(Math.max(...found.chromaByBar.flat())).toBe(1);
  });

  it('leaves what keeps its key in one', () => {
    expect(traceKey(harmony, bars.slice(0, 17), truth.key).spans).toHaveLength(1);
  });
});
