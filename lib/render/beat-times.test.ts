import { describe, expect, it } from 'vitest';
import { BeatTimes } from './beat-times';
import { remixGrid } from './remix-grid';
import { beatsAt, drifting, planOf } from './testing/synthetic';

describe('BeatTimes', () => {
  const times = new BeatTimes([1, 1.5, 2.1, 2.6, 3.1]);

  it('lies straight between two beats', () => {
    expect(times.at(1.5)).toBeCloseTo(1.8);
  });

  it('goes on at the edge tempo before the first and after the last beat', () => {
    expect(times.at(-2)).toBeCloseTo(1 - 2 * 0.525);
    expect(times.at(6)).toBeCloseTo(3.1 + 2 * 0.525);
  });

  it('finds the beat of a time again', () => {
    for (const beat of [-1.3, 0, 0.2, 2, 3.7, 4, 5.5]) {
      expect(times.beatAt(times.at(beat))).toBeCloseTo(beat, 9);
    }
  });
});

describe('remixGrid', () => {
  const beats = beatsAt(80, 3, drifting(120));
  const song = new BeatTimes(beats);

  it('takes each section from its own place in the instrumental song', () => {
    const plan = planOf([
      { lengthBeats: 8, anchorBeat: 16 },
      { lengthBeats: 8, anchorBeat: 40 },
    ]);
    const grid = remixGrid(plan, song);
    expect(grid.seconds).toHaveLength(17);
    expect(grid.at(8)).toBeCloseTo(beats[24] - beats[16], 9);
    expect(grid.at(12) - grid.at(8)).toBeCloseTo(beats[44] - beats[40], 9);
  });

  it('is scaled where another tempo was asked for', () => {
    const plan = planOf([{ lengthBeats: 8, anchorBeat: 0 }], {
      tempo: { instrumentalRatio: 0.95 },
    });
    expect(remixGrid(plan, song).at(8)).toBeCloseTo(0.95 * (beats[8] - beats[0]), 9);
  });

  it('holds the last tempo where a section runs past the grid', () => {
    const plan = planOf([{ lengthBeats: 8, anchorBeat: 77 }]);
    const grid = remixGrid(plan, song);
    expect(grid.at(8) - grid.at(7)).toBeCloseTo((beats[79] - beats[75]) / 4, 9);
  });

  it('refuses sections with a gap between them', () => {
    const plan = planOf([{ lengthBeats: 8 }, { lengthBeats: 8 }]);
    plan.sections[1].startBeat = 9;
    expect(() => remixGrid(plan, song)).toThrow(RangeError);
  });
});
