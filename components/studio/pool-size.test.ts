import { describe, expect, it } from 'vitest';
import { poolSize } from './pool-size';

describe('poolSize', () => {
  it('prepares two songs at once on two cores, and no more than three on many', () => {
    expect(poolSize({ cores: 2 })).toBe(2);
    expect(poolSize({ cores: 4 })).toBe(3);
    expect(poolSize({ cores: 32, memoryGib: 8 })).toBe(3);
  });

  it('prepares one after the other where memory is short', () => {
    expect(poolSize({ cores: 8, memoryGib: 4 })).toBe(2);
    expect(poolSize({ cores: 8, memoryGib: 2 })).toBe(1);
    expect(poolSize({ cores: 8, memoryGib: 0.5 })).toBe(1);
  });
});
