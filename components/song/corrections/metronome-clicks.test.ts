import { describe, expect, it } from 'vitest';
import { clicksWithin } from './metronome-clicks';

const grid = { beatsSeconds: [0, 0.5, 1, 1.5, 2, 2.5], downbeats: new Set([0, 2]) };

describe('clicks of a stretch', () => {
  it('are its beats, accented on downbeats', () => {
    expect(clicksWithin(grid, 0, 1)).toEqual([
      { seconds: 0, isAccent: true },
      { seconds: 0.5, isAccent: false },
    ]);
    expect(clicksWithin(grid, 1.9, 2.1)).toEqual([{ seconds: 2, isAccent: true }]);
  });

  it('stretch by stretch each beat clicks once, wherever the cuts are', () => {
    for (const step of [0.03, 0.1, 0.25, 0.5, 0.7]) {
      const heard: number[] = [];
      for (let from = 0; from < 3; from += step) {
        heard.push(...clicksWithin(grid, from, from + step).map(({ seconds }) => seconds));
      }
      expect(heard).toEqual(grid.beatsSeconds);
    }
  });

  it('are none after the last beat', () => {
    expect(clicksWithin(grid, 2.6, 9)).toEqual([]);
  });
});
