import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { clusteredMean, studentQuantile } from './clustered-mean';

describe('mean over requests', () => {
  it('has the error of the mean where each request has one answer', () => {
    const values = [1, 0, 1, 1, 0].map((value, i) => ({ requestId: `r${i}`, value }));
    const { mean, standardError, requests } = clusteredMean(values);
    expect(mean).toBeCloseTo(0.6, 12);
    // s / sqrt(n) of 1 0 1 1 0
    expect(standardError).toBeCloseTo(0.2449489743, 9);
    expect(requests).toBe(5);
  });

  it('counts answers that always agree within a request once', () => {
    const once = [1, 0, 1, 1, 0].map((value, i) => ({ requestId: `r${i}`, value }));
    const tenfold = once.flatMap((one) => Array.from({ length: 10 }, () => one));
    expect(clusteredMean(tenfold).standardError).toBeCloseTo(clusteredMean(once).standardError, 9);
  });

  it('knows no error of one request', () => {
    expect(clusteredMean([{ requestId: 'r', value: 1 }]).standardError).toBe(Infinity);
    expect(clusteredMean([]).mean).toBe(0);
  });

  it("takes Student's quantiles of 99.5 %, as tables have them", () => {
    expect(studentQuantile(4)).toBeCloseTo(4.604, 0);
    expect(studentQuantile(9)).toBeCloseTo(3.25, 1);
    expect(studentQuantile(19)).toBeCloseTo(2.861, 2);
    expect(studentQuantile(1000)).toBeCloseTo(2.581, 2);
  });

  it('is passed by coins in about one of a hundred cases: ten requests are coarser than a normal law', () => {
    const random = createRandom(3);
    let passed = 0;
    const trials = 4000;
    for (let trial = 0; trial < trials; trial++) {
      const { mean, standardError } = clusteredMean(
        Array.from({ length: 50 }, (_, i) => ({
          requestId: `r${i % 10}`,
          value: random.next() < 0.5 ? 1 : -1,
        })),
      );
      if (mean > studentQuantile(9) * standardError) passed += 1;
    }
    expect(passed / trials).toBeLessThan(0.0125);
  });
});
