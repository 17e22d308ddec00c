import { describe, expect, it } from 'vitest';
import { reliability } from './reliability';

describe('reliability', () => {
  it('compares what was claimed with what was right, bin by bin', () => {
    const answers = [
      { confidence: 0.92, isRight: true },
      { confidence: 0.94, isRight: false },
      { confidence: 0.1, isRight: false },
      { confidence: 1, isRight: true },
    ];
    const { table, calibrationError, brier } = reliability(answers);
    expect(table.map(({ from, songs, right }) => [from, songs, right])).toEqual([
      [0, 1, 0],
      [0.9, 2, 0.5],
      [0.95, 1, 1],
    ]);
    expect(calibrationError).toBeCloseTo((0.1 + 2 * 0.43 + 0) / 4);
    expect(brier).toBeCloseTo((0.08 ** 2 + 0.94 ** 2 + 0.1 ** 2) / 4);
  });
});
