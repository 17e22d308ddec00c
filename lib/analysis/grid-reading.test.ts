import { describe, expect, it } from 'vitest';
import { generateSong } from '@/lib/demo/generate-song';
import { NEUTRAL_PRODUCTION, type SongSpec } from '@/lib/demo/song-spec';
import { evaluateBeats } from '@/lib/evaluation/beat-measures';
import { barCurves } from './bar-activity';
import { computeBeatGrid } from './beat-grid';
import { measureBeatSignals } from './beat-signals';

/** Slow and swung: twice the tempo, on the offbeats, is what the onsets say first. */
const SWUNG_REGGAE: SongSpec = {
  title: 'Offbeat',
  artist: 'Test',
  seed: 23,
  tempo: { kind: 'constant', bpm: 62 },
  beatsPerBar: 4,
  swingRatio: 0.62,
  swingUnit: 'eighth',
  key: { tonic: 'A', mode: 'minor' },
  tuningCents: 0,
  genre: 'reggae',
  voice: 'none',
  leadInSeconds: 0.4,
  timingJitterMs: 6,
  production: NEUTRAL_PRODUCTION,
  sections: [{ label: 'chorus', bars: 6, parts: ['drums', 'bass', 'chords'], energy: 0.9 }],
};

describe('a grid that is read from pulses between the beats', () => {
  it('lies on the beats of slow reggae, not on its swung offbeats', async () => {
    const { mix, stems, truth } = generateSong(SWUNG_REGGAE);
    const signals = await measureBeatSignals(mix, (stem) => stems[stem]);
    const grid = computeBeatGrid(signals, barCurves(signals));
    expect(grid.tempoBpm).toBeCloseTo(62, 1);
    expect(evaluateBeats(truth.beatsSeconds, grid.beatsSeconds).fMeasure).toBeGreaterThan(0.95);
  });
});
