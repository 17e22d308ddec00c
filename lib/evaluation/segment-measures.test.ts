import { describe, expect, it } from 'vitest';
import type { LabelledInterval } from './segment-intervals';
import { evaluateSegments, type SegmentScores } from './segment-measures';

type Row = [number, number, string];
const sections = (rows: Row[]): LabelledInterval[] =>
  rows.map(([startSeconds, endSeconds, label]) => ({ startSeconds, endSeconds, label }));

/** In the order in which mir_eval's evaluate() lists them. */
function list(s: SegmentScores): number[] {
  const boundary = ({ precision, recall, fMeasure }: SegmentScores['pairwise']) => [
    precision,
    recall,
    fMeasure,
  ];
  return [
    ...boundary(s.hitRateAtHalfSecond),
    ...boundary(s.hitRateAtThreeSeconds),
    s.referenceToEstimateSeconds,
    s.estimateToReferenceSeconds,
    ...boundary(s.pairwise),
    s.randIndex,
    s.adjustedRandIndex,
    s.mutualInformation,
    s.adjustedMutualInformation,
    s.normalisedMutualInformation,
    s.nce.over,
    s.nce.under,
    s.nce.fMeasure,
    s.vMeasure.over,
    s.vMeasure.under,
    s.vMeasure.fMeasure,
  ];
}

function expectClose(found: SegmentScores, expected: number[]): void {
  const values = list(found);
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    if (Number.isNaN(value)) expect(values[i]).toBeNaN();
    else expect(Math.abs(values[i] - value), `entry ${i}`).toBeLessThan(1e-5);
  });
}

const SONG = sections([
  [0, 12.04, 'intro'],
  [12.04, 30.5, 'Verse'],
  [30.5, 44.1, 'chorus'],
  [44.1, 60, 'verse'],
]);

describe('section measures, figures of mir_eval 0.8.2', () => {
  const near = sections([
    [1.5, 12.4, 'a'],
    [12.4, 28.1, 'b'],
    [28.1, 44.2, 'c'],
    [44.2, 52, 'b'],
  ]);
  const labelScores = [
    0.92492832, 0.610016912, 0.735168794, 0.816343907, 0.603458823, 0.84025808, 0.602173424,
    0.720078285, 0.657898739, 0.873704791, 0.750598009, 0.604133295, 0.858275385, 0.709121525,
  ];

  it('an estimate that starts late and ends early is padded', () => {
    expectClose(evaluateSegments(SONG, near), [
      0.571428571,
      0.8,
      0.666666667,
      0.714285714,
      1,
      0.833333333,
      0.1,
      0.36,
      ...labelScores,
    ]);
  });

  it('trimming leaves the ends of the song out of the boundaries', () => {
    expectClose(evaluateSegments(SONG, near, { trim: true }), [
      0.4,
      0.666666667,
      0.5,
      0.6,
      1,
      0.75,
      0.36,
      2.4,
      ...labelScores,
    ]);
  });

  it('an estimate with a gap that runs past the end is cropped', () => {
    const long = sections([
      [0, 25, 'x'],
      [26, 70, 'y'],
      [80, 90, 'z'],
    ]);
    expectClose(
      evaluateSegments(SONG, long),
      [
        0.5, 0.4, 0.444444444, 0.5, 0.4, 0.444444444, 4.5, 2.25, 0.511753013, 0.606807559,
        0.555241449, 0.59376739, 0.186331524, 0.307936682, 0.312012689, 0.359505459, 0.598143695,
        0.389164973, 0.47153759, 0.410899481, 0.31453964, 0.356319838,
      ],
    );
  });

  it('one section against one section', () => {
    const one = sections([[0, 10, 'a']]);
    const labels = [1, 1, 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0];
    expectClose(evaluateSegments(one, one), [1, 1, 1, 1, 1, 1, 0, 0, ...labels]);
    expectClose(evaluateSegments(one, one, { trim: true }), [
      0,
      0,
      0,
      0,
      0,
      0,
      Number.NaN,
      Number.NaN,
      ...labels,
    ]);
  });

  it('no estimate is one section without a name', () => {
    expectClose(
      evaluateSegments(SONG, []),
      [
        1, 0.4, 0.571428571, 1, 0.4, 0.571428571, 12.04, 0, 0.4178798, 1, 0.589443195, 0.4178798, 0,
        0, 0, 0, 0, 0.108868926, 0, 0, 0, 0,
      ],
    );
  });
});

describe('sections that are none', () => {
  it('an end before its start is turned down', () => {
    expect(() => evaluateSegments(SONG, sections([[5, 5, 'a']]))).toThrow(/after its start/);
  });
});
