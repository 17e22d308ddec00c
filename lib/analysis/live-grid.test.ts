import { describe, expect, it } from 'vitest';
import { extendBeats, fitLiveGrid, whittakerSmooth } from './live-grid';

describe('whittakerSmooth', () => {
  it('leaves a parabola as it is: its third differences vanish', () => {
    const parabola = Array.from({ length: 20 }, (_, i) => 0.5 * i + 0.01 * i * i);
    const smoothed = whittakerSmooth(
      parabola,
      parabola.map(() => 1),
      100,
    );
    for (const [i, value] of smoothed.entries()) expect(value).toBeCloseTo(parabola[i], 6);
  });

  it('carries a curve across points without weight', () => {
    const line = Array.from({ length: 12 }, (_, i) => 2 * i);
    const spoilt = line.map((value, i) => (i === 6 ? 99 : value));
    const smoothed = whittakerSmooth(
      spoilt,
      spoilt.map((_, i) => (i === 6 ? 0 : 1)),
      10,
    );
    expect(smoothed[6]).toBeCloseTo(12, 6);
  });
});

describe('fitLiveGrid', () => {
  it('moves coarse beats onto the attacks beside them and bridges a missing one', () => {
    const truth = Array.from({ length: 40 }, (_, i) => 0.5 * i + 0.0004 * i * i);
    const coarse = truth.map((seconds, i) => seconds + (i % 2 === 0 ? 0.008 : -0.008));
    const attacks = truth
      .filter((_, i) => i !== 17)
      .map((seconds) => ({ seconds, strength: 1, contrastDb: 20 }));
    const fitted = fitLiveGrid(attacks, coarse);
    for (const [i, seconds] of fitted.entries()) {
      expect(Math.abs(seconds - truth[i])).toBeLessThan(0.002);
    }
  });
});

describe('extendBeats', () => {
  it('carries the beats on to both ends', () => {
    const beats = extendBeats([2, 2.5, 3], 4.2);
    expect(beats).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]);
  });
});
