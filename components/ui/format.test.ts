import { describe, expect, it } from 'vitest';
import { formatBpm, formatBytes, formatCount, formatDecibels, formatTime } from './format';

describe('figures as people read them', () => {
  it('times', () => {
    expect(formatTime(0)).toBe('0:00');
    expect(formatTime(187.9)).toBe('3:07');
    expect(formatTime(3723)).toBe('1:02:03');
    expect(formatTime(-1)).toBe('0:00');
  });
  it('tempi', () => {
    expect(formatBpm(123.97)).toBe('124');
    expect(formatBpm(92.5)).toBe('92.5');
  });
  it('sizes', () => {
    expect(formatBytes(8.1e8)).toBe('810 MB');
    expect(formatBytes(3.44e9)).toBe('3.4 GB');
    expect(formatBytes(6.1e11)).toBe('610 GB');
  });
  it('counts', () => {
    expect(formatCount(812)).toBe('812');
    expect(formatCount(100_000)).toBe('100,000');
  });
  it('levels', () => {
    expect(formatDecibels(-12.04)).toBe('−12.0');
    expect(formatDecibels(Number.NEGATIVE_INFINITY)).toBe('−∞');
  });
});
