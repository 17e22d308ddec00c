import { describe, expect, it } from 'vitest';
import { barLines, barNumber, beatAt, beatInBar, placeName, secondsAt, stepTo } from './beat-steps';

/** 120 BPM from 0.25 s on, with a pickup of one beat. */
const grid = {
  beatsSeconds: Array.from({ length: 13 }, (_, beat) => 0.25 + beat * 0.5),
  barBeats: [1, 5, 9],
  sections: [
    { label: 'intro', start: 0.75, end: 2.75, energyStart: 0.2, energyEnd: 0.2 },
    { label: 'drop', start: 2.75, end: 6.25, energyStart: 1, energyEnd: 1 },
  ] as const,
};

describe('moving by beats and bars', () => {
  it('goes to the next and the last line, not to the one it stands on', () => {
    expect(stepTo(grid.beatsSeconds, 1.25, 1)).toBe(1.75);
    expect(stepTo(grid.beatsSeconds, 1.24, 1)).toBe(1.75);
    expect(stepTo(grid.beatsSeconds, 1.25, -1)).toBe(0.75);
    expect(stepTo(barLines(grid), 3, -1)).toBe(2.75);
    expect(stepTo(barLines(grid), 3, 1)).toBe(4.75);
  });
  it('ends at the beginning and stays at the end', () => {
    expect(stepTo(grid.beatsSeconds, 0.1, -1)).toBe(0);
    expect(stepTo(grid.beatsSeconds, 9, 1)).toBe(9);
  });
  it('counts bars and beats as musicians do', () => {
    expect([barNumber(grid, 0.3), beatInBar(grid, 0.3)]).toEqual([0, 0]);
    expect([barNumber(grid, 0.75), beatInBar(grid, 0.75)]).toEqual([1, 1]);
    expect([barNumber(grid, 2.7), beatInBar(grid, 2.7)]).toEqual([1, 4]);
    expect([barNumber(grid, 2.75), beatInBar(grid, 2.75)]).toEqual([2, 1]);
  });
  it('names the place', () => {
    expect(placeName(grid, 3)).toBe('Bar 2, drop');
    expect(placeName(grid, 0.1)).toBe('Before the first bar');
  });
  it('finds the same beat in another grid', () => {
    const faster = grid.beatsSeconds.map((seconds) => seconds * 0.8);
    expect(secondsAt(faster, beatAt(grid.beatsSeconds, 3))).toBeCloseTo(2.4);
    expect(secondsAt(faster, beatAt(grid.beatsSeconds, 99))).toBeCloseTo(6.25 * 0.8);
    expect(beatAt(grid.beatsSeconds, 0)).toBe(0);
  });
});
