import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { winProbability } from '@/lib/taste/ranker/calibration';
import { fitCalibration } from './fit-calibration';
import type { JudgedExample } from './judged-example';

/** Answers of a listener whose chances are known, to plans of random scores. */
function judged(count: number, slope: number, lapse: number): JudgedExample[] {
  const random = createRandom(4);
  return Array.from({ length: count }, () => {
    const scoreA = 3 * random.normal();
    const isFirst = random.next() < winProbability(scoreA, { slope, lapse });
    const example = {
      requestId: 'r',
      planA: 'a',
      planB: 'b',
      manifest: 'm',
      featuresA: [],
      featuresB: [],
      winner: isFirst ? ('a' as const) : ('b' as const),
      source: 'human' as const,
      confidence: 'high' as const,
      genre: null,
      kind: null,
    };
    return { example, scoreA, scoreB: 0 };
  });
}

describe('fitCalibration', () => {
  it('finds how fast chances rise and how often clear cases are missed', () => {
    const { slope, lapse } = fitCalibration(judged(8000, 1.5, 0.12));
    expect(slope).toBeGreaterThan(1.3);
    expect(slope).toBeLessThan(1.7);
    expect(lapse).toBeGreaterThan(0.1);
    expect(lapse).toBeLessThan(0.14);
  });

  it('supposes next to no lapse where none shows', () => {
    expect(fitCalibration(judged(4000, 0.7, 0)).lapse).toBeLessThan(0.02);
  });

  it('keeps to the scores as they are where there is nothing to learn from', () => {
    expect(fitCalibration([])).toEqual({ slope: 1, lapse: 0 });
  });
});
