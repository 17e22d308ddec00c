import { describe, expect, it } from 'vitest';
import { remainingSeconds } from './remaining-time';

describe('remainingSeconds', () => {
  it('goes on at the speed so far', () => {
    expect(remainingSeconds(10, 0.25)).toBe(30);
  });
  it('says nothing before it knows, and nothing at the end', () => {
    expect(remainingSeconds(1, 0.5)).toBeNull();
    expect(remainingSeconds(10, 0.01)).toBeNull();
    expect(remainingSeconds(10, 1)).toBeNull();
  });
});
