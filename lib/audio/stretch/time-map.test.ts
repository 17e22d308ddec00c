import { describe, expect, it } from 'vitest';
import { cutMap, extendMap, inputAt, isShift, ratioRange, type TimeKnot } from './time-map';

/** Stretched to double, then copied, then squeezed to half. */
const MAP: TimeKnot[] = [
  { inputSeconds: 1, outputSeconds: 0 },
  { inputSeconds: 2, outputSeconds: 2 },
  { inputSeconds: 3, outputSeconds: 3 },
  { inputSeconds: 5, outputSeconds: 4 },
];

describe('time maps', () => {
  it.each([
    [1, 1.5],
    [2.5, 2.5],
    [3.5, 4],
    [-1, 0.5],
    [5, 7],
  ])('hear at %d s what lies at %d s of the source', (output, input) => {
    expect(inputAt(MAP, output)).toBeCloseTo(input, 12);
  });

  it('know how far they stretch', () => {
    expect(ratioRange(MAP)).toEqual({ min: 0.5, max: 2 });
    expect(isShift(MAP, 0.1)).toBe(false);
    expect(isShift(MAP.slice(1, 3), 1e-9)).toBe(true);
  });

  it('stay the same map where they are cut or extended', () => {
    for (const part of [cutMap(MAP, 1.25, 4), extendMap(MAP, 0.5, 0.25)]) {
      for (const { inputSeconds, outputSeconds } of part) {
        expect(inputAt(MAP, outputSeconds)).toBeCloseTo(inputSeconds, 12);
      }
    }
    expect(cutMap(MAP, 1.25, 4).map(({ inputSeconds }) => inputSeconds)).toEqual([1.25, 2, 3, 4]);
    expect(extendMap(MAP, 0.5, 0.25).map(({ outputSeconds }) => outputSeconds)).toEqual([
      -0.5, 2, 3, 4.25,
    ]);
  });
});
