import { describe, expect, it } from 'vitest';
import { evaluateBeats } from './beat-measures';

/** F, Cemgil, its best, Goto, P-score, CMLc, CMLt, AMLc, AMLt, information gain. */
function scores(reference: number[], estimate: number[]): number[] {
  const s = evaluateBeats(reference, estimate);
  return [
    s.fMeasure,
    s.cemgil,
    s.cemgilBest,
    s.goto,
    s.pScore,
    s.cmlc,
    s.cmlt,
    s.amlc,
    s.amlt,
    s.informationGain,
  ];
}

function expectClose(found: number[], expected: number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 6);
  });
}

function every(interval: number, from: number, to: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / interval) }, (_, i) => from + i * interval);
}

const LIVE = [5.1, 5.6, 6.1, 6.65, 7.1, 7.6, 8.1, 8.6, 9.15, 9.6];

describe('beat measures, figures of mir_eval 0.8.2', () => {
  it('a tracker that shakes by some 40 ms', () => {
    const found = [5.12, 5.6, 6.15, 6.6, 7.12, 7.62, 8.05, 8.6, 9.1, 9.65];
    expectClose(
      scores(LIVE, found),
      [1, 0.693665752, 0.693665752, 1, 1, 0.5, 0.8, 0.5, 0.8, 0.594786837],
    );
  });

  it('half tempo counts at any metrical level only', () => {
    expectClose(
      scores(LIVE, [5.1, 6.1, 7.1, 8.1, 9.15]),
      [0.666666667, 0.666666667, 1, 0, 0.5, 0, 0, 1, 1, 0.685401972],
    );
  });

  it('the off-beat counts at any metrical level only', () => {
    expectClose(
      scores(LIVE, [5.35, 5.85, 6.37, 6.87, 7.35, 7.85, 8.35, 8.87, 9.37]),
      [0, 7.3e-8, 0.996541306, 0, 0, 0, 0, 1, 1, 0.706778284],
    );
  });

  it('a tracker that is late by a fifth of a second', () => {
    expectClose(
      scores(every(0.5, 6, 40), every(0.5, 5.2, 40)),
      [0, 3.673e-6, 0.447807814, 0, 0, 0, 0, 0.957142857, 0.957142857, 0.959730174],
    );
  });

  it('a perfect tracker', () => {
    const beats = every(0.5, 0, 40);
    expectClose(scores(beats, beats), [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('one beat, two beats, none', () => {
    expectClose(scores([6], [6]), [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    expectClose(scores([6, 7], [6, 7]), [1, 1, 1, 0, 1, 1, 1, 1, 1, 1]);
    expectClose(scores([], [6, 7]), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('what lies before five seconds is not judged', () => {
    expectClose(
      scores([4, 4.5, 5, 5.5, 6, 6.5], [1, 2, 3, 5, 5.5, 6, 6.5]),
      [1, 1, 1, 0, 1, 1, 1, 1, 1, 1],
    );
  });
});

describe('beats that are none', () => {
  it('milliseconds and unsorted times are turned down', () => {
    expect(() => evaluateBeats([5100, 35_600], [5.1])).toThrow(/give seconds/);
    expect(() => evaluateBeats([7, 6], [6, 7])).toThrow(/rising order/);
    expect(() => evaluateBeats([6, Number.NaN], [6, 7])).toThrow(/no time/);
  });
});
