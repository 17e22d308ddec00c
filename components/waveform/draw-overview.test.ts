import { describe, expect, it } from 'vitest';
import { highest, peakBetween } from './draw-overview';

const columns = Uint8Array.of(1, 9, 2, 3, 7, 0);

describe('reduced peaks', () => {
  it('keep every peak when columns are fewer than pixels were', () => {
    expect(peakBetween(columns, 0, 3)).toBe(9);
    expect(peakBetween(columns, 3, 6)).toBe(7);
  });
  it('repeat a column over several pixels', () => {
    expect(peakBetween(columns, 1.2, 1.5)).toBe(9);
    expect(peakBetween(columns, 5.9, 6)).toBe(0);
  });
  it('know the highest', () => {
    expect(highest(columns)).toBe(9);
  });
});
