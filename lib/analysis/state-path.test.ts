import { describe, expect, it } from 'vitest';
import { bestPath } from './state-path';

/** One observation that speaks for a state by so much. */
function speaksFor(state: number, amount: number): Float64Array {
  const evidence = new Float64Array(3);
  evidence[state] = amount;
  return evidence;
}

describe('bestPath', () => {
  it('passes over one observation that says otherwise and follows several', () => {
    const seen = [0, 0, 0, 2, 0, 0, 1, 1, 1, 1].map((state) => speaksFor(state, 1));
    expect([...bestPath(seen, 1.5)]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
    expect([...bestPath(seen, 0.1)]).toEqual([0, 0, 0, 2, 0, 0, 1, 1, 1, 1]);
  });

  it('has no path through nothing', () => {
    expect(bestPath([], 1)).toHaveLength(0);
  });
});
