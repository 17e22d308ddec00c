import { describe, expect, it } from 'vitest';
import type { SegueError } from '@/lib/base/errors';
import { sketchAnalysis } from '../sketch/sketch-analysis';
import { decideTempo } from './decide-tempo';

const unasked = { tempo: null, creativity: 1 } as const;

function decide(vocalBpm: number, instrumentalBpm: number, bpm?: number) {
  return decideTempo(
    sketchAnalysis({ tempoBpm: vocalBpm }),
    sketchAnalysis({ tempoBpm: instrumentalBpm }),
    bpm === undefined ? unasked : { ...unasked, tempo: { kind: 'bpm', bpm } },
  );
}

describe('the tempo of a pair', () => {
  it.each([
    // vocal, drums, beats of the voice per beat, length of the voice after over before
    [124, 140, 1, 124 / 140],
    [70, 140, 0.5, 1],
    [100, 95, 1, 100 / 95],
    [85, 170, 0.5, 1],
    [170, 85, 2, 1],
    [68, 128, 0.5, 136 / 128],
    [128, 68, 2, 64 / 68],
    [128, 128, 1, 1],
  ])('brings a voice at %d to drums at %d BPM', (vocalBpm, drumsBpm, beats, ratio) => {
    const decision = decide(vocalBpm, drumsBpm);
    expect(decision.vocalBeatsPerBeat).toBe(beats);
    expect(decision.vocalRatio).toBeCloseTo(ratio, 9);
    expect(decision.targetBpm).toBe(drumsBpm);
    expect(decision.instrumentalRatio).toBe(1);
  });

  it('says what is done in a sentence', () => {
    expect(decide(124, 140).reason).toBe(
      'Voice sped up 13 % from 124 to 140 BPM; the drums keep their tempo.',
    );
    expect(decide(70, 140).reason).toContain('half time');
  });

  it('lets the drums give way a little where the voice alone would miss its limit', () => {
    const decision = decide(90, 126);
    expect(1 / decision.vocalRatio - 1).toBeLessThanOrEqual(0.35);
    expect(decision.instrumentalRatio - 1).toBeGreaterThan(0);
    expect(decision.instrumentalRatio - 1).toBeLessThanOrEqual(0.08);
    expect(decision.targetBpm).toBeCloseTo(126 / decision.instrumentalRatio, 9);
  });

  it.each([
    [110, 160],
    [160, 110],
  ])('refuses a voice at %d over drums at %d BPM and says why', (vocalBpm, drumsBpm) => {
    expect(() => decide(vocalBpm, drumsBpm)).toThrowError(/45 %.*35 %.*Choose/s);
    try {
      decide(vocalBpm, drumsBpm);
    } catch (error) {
      expect((error as SegueError).code).toBe('tempo-out-of-reach');
    }
  });

  it('runs two beats against three only where something wild was asked for', () => {
    const songs = [sketchAnalysis({ tempoBpm: 110 }), sketchAnalysis({ tempoBpm: 160 })] as const;
    expect(() => decideTempo(...songs, { tempo: null, creativity: 2 })).toThrowError(/wild/);
    const decision = decideTempo(...songs, { tempo: null, creativity: 3 });
    expect(decision.vocalBeatsPerBeat).toBeCloseTo(2 / 3, 9);
    expect(decision.vocalRatio).toBeCloseTo(165 / 160, 9);
    expect(decision.targetBpm).toBe(160);
  });

  it('goes to the tempo asked for within the reach of the drums', () => {
    const decision = decide(124, 120, 128);
    expect(decision.targetBpm).toBe(128);
    expect(decision.instrumentalRatio).toBeCloseTo(120 / 128, 9);
    expect(decision.vocalRatio).toBeCloseTo(124 / 128, 9);
  });

  it('feels a wish for 70 BPM over drums at 140 as half time', () => {
    expect(decide(70, 140, 70).targetBpm).toBe(140);
  });

  it('goes as near to an unreachable wish as the drums allow and says so', () => {
    const decision = decide(100, 100, 130);
    expect(decision.targetBpm).toBeGreaterThan(100);
    expect(decision.targetBpm).toBeLessThanOrEqual(112);
    expect(decision.reason).toContain('130 BPM is out of');
  });
});
