/** Tempo curves turn into beats as calculus says. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { demoPair } from './demo-pair';
import type { SongSpec, TempoCurve } from './song-spec';
import { createTimeline, swing } from './timeline';

const BEATS = 64;
const LEAD_IN_SECONDS = 0.5;

function beats(tempo: TempoCurve): number[] {
  const spec: SongSpec = {
    ...demoPair().b,
    tempo,
    leadInSeconds: LEAD_IN_SECONDS,
    sections: [{ label: 'verse', bars: BEATS / 4, parts: [], energy: 1 }],
  };
  return createTimeline(spec, createRandom(1)).beatsSeconds;
}

describe('tempo curves', () => {
  it('constant: equal steps', () => {
    const times = beats({ kind: 'constant', bpm: 120 });
    expect(times).toHaveLength(BEATS + 1);
    times.forEach((time, beat) => {
      expect(time).toBeCloseTo(LEAD_IN_SECONDS + beat * 0.5, 12);
    });
  });

  it('drift: the integral of 60 / (start + slope · beat) is a logarithm', () => {
    const times = beats({ kind: 'drift', bpm: 100, driftPercent: 3 });
    const start = 97;
    const slope = 6 / BEATS;
    times.forEach((time, beat) => {
      const exact = LEAD_IN_SECONDS + (60 / slope) * Math.log((start + slope * beat) / start);
      expect(Math.abs(time - exact)).toBeLessThan(1e-5);
    });
  });

  it('sinusoid: over whole periods a beat is longer on average by 1 / sqrt(1 - depth²)', () => {
    const times = beats({ kind: 'sinusoid', bpm: 120, depthPercent: 10, periodBeats: 16 });
    const exact = (0.5 * BEATS) / Math.sqrt(1 - 0.1 ** 2);
    expect(times[BEATS] - times[0]).toBeCloseTo(exact, 5);
  });

  it('change: each side of the bar has its own tempo', () => {
    const times = beats({ kind: 'change', bpm: 120, toBpm: 90, atBar: 8 });
    expect(times[32] - times[31]).toBeCloseTo(0.5, 9);
    expect(times[33] - times[32]).toBeCloseTo(60 / 90, 9);
  });

  it('random walk: wanders, but never beyond its depth', () => {
    const times = beats({ kind: 'random-walk', bpm: 120, depthPercent: 3 });
    const tempos = times.slice(1).map((time, i) => 60 / (time - times[i]));
    expect(Math.min(...tempos)).toBeGreaterThanOrEqual(120 * 0.97 - 1e-6);
    expect(Math.max(...tempos)).toBeLessThanOrEqual(120 * 1.03 + 1e-6);
    expect(Math.max(...tempos) - Math.min(...tempos)).toBeGreaterThan(2);
  });
});

describe('swing', () => {
  it('moves the off-beat eighth and leaves the beat', () => {
    expect(swing(3, 0.62, 'eighth')).toBeCloseTo(3, 12);
    expect(swing(3.5, 0.62, 'eighth')).toBeCloseTo(3.62, 12);
    expect(swing(3.75, 0.62, 'eighth')).toBeCloseTo(3.81, 12);
  });

  it('of sixteenths leaves the off-beat eighth too', () => {
    expect(swing(3.5, 0.6, 'sixteenth')).toBeCloseTo(3.5, 12);
    expect(swing(3.25, 0.6, 'sixteenth')).toBeCloseTo(3.3, 12);
    expect(swing(3.75, 0.6, 'sixteenth')).toBeCloseTo(3.8, 12);
  });
});
