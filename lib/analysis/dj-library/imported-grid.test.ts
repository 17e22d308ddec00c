import { describe, expect, it } from 'vitest';
import type { TempoSegment } from './dj-track';
import { gridFromTrack } from './imported-grid';

const segment = (startSeconds: number, bpm: number, firstBeatInBar = 1, beatsPerBar = 4) =>
  ({ startSeconds, bpm, beatsPerBar, firstBeatInBar }) satisfies TempoSegment;
const grid = (durationSeconds: number, ...tempoSegments: TempoSegment[]) =>
  gridFromTrack({ tempoSegments }, durationSeconds);

function expectTimes(found: number[], expected: number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((time, i) => {
    expect(found[i]).toBeCloseTo(time, 9);
  });
}

describe('grid of an imported track', () => {
  it('runs from the start of the song, before its first marker, to the end', () => {
    const { beatsSeconds, downbeatsSeconds, isConstant } = grid(4, segment(1.1, 120, 1));
    expectTimes(beatsSeconds, [0.1, 0.6, 1.1, 1.6, 2.1, 2.6, 3.1, 3.6]);
    expectTimes(downbeatsSeconds, [1.1, 3.1]);
    expect(isConstant).toBe(true);
  });

  it('counts bars from the beat that the marker names, in its metre', () => {
    expectTimes(grid(4, segment(0, 120, 3)).downbeatsSeconds, [1, 3]);
    expectTimes(grid(4, segment(0, 120, 3, 3)).downbeatsSeconds, [0.5, 2, 3.5]);
  });

  it('begins in the song where the marker lies before it', () => {
    const { beatsSeconds, downbeatsSeconds } = grid(2, segment(-0.7, 120, 1));
    expectTimes(beatsSeconds, [0.3, 0.8, 1.3, 1.8]);
    expectTimes(downbeatsSeconds, [1.3]);
  });

  it('follows a change of tempo and stops before the next marker', () => {
    const { beatsSeconds, isConstant } = grid(4, segment(0, 120), segment(2, 60));
    expectTimes(beatsSeconds, [0, 0.5, 1, 1.5, 2, 3]);
    expect(isConstant).toBe(false);
  });

  it('spreads the rounding between markers that a program has written for every bar', () => {
    const bpm = 119.994;
    const bars = Array.from({ length: 20 }, (_, k) =>
      segment(Number(((240 / bpm) * k).toFixed(3)), Number(bpm.toFixed(2))),
    );
    const { beatsSeconds, downbeatsSeconds, isConstant } = grid(40, ...bars);
    expect(isConstant).toBe(true);
    expect(downbeatsSeconds).toHaveLength(20);
    beatsSeconds.forEach((time, i) => {
      expect(Math.abs(time - (60 / bpm) * i)).toBeLessThan(0.001);
    });
  });

  it('keeps a break in the grid and never sets two beats close together', () => {
    const { beatsSeconds, isConstant } = grid(4, segment(0, 120), segment(2.2, 120));
    expectTimes(beatsSeconds, [0, 0.5, 1, 1.5, 2.2, 2.7, 3.2, 3.7]);
    expect(isConstant).toBe(false);
  });

  it('is empty without tempo or without sound', () => {
    expect(grid(100).beatsSeconds).toEqual([]);
    expect(grid(0, segment(0, 120)).beatsSeconds).toEqual([]);
  });
});
