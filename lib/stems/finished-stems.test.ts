import { describe, expect, it } from 'vitest';
import type { Pcm } from '@/lib/audio/pcm';
import { assertSameLength, fitted, summed } from './finished-stems';

function constant(value: number, samples: number, channels = 2): Pcm {
  return {
    sampleRateHz: 44100,
    channels: Array.from({ length: channels }, () => new Float32Array(samples).fill(value)),
  };
}

describe('summed', () => {
  it('adds sounds of any length and width from the start on', () => {
    let sum = summed(null, constant(0.5, 990, 1));
    sum = summed(sum, constant(0.25, 1000));
    sum = summed(sum, constant(0.125, 10, 1));
    expect(sum.channels.map((channel) => channel.length)).toEqual([1000, 1000]);
    for (const channel of sum.channels) {
      expect([channel[0], channel[10], channel[990]]).toEqual([0.875, 0.75, 0.25]);
    }
  });

  it('does not change what is added', () => {
    const part = constant(0.5, 10);
    summed(summed(null, part), part);
    expect(part.channels[0][0]).toBe(0.5);
  });
});

describe('fitted', () => {
  const ramp: Pcm = { sampleRateHz: 44100, channels: [Float32Array.of(1, 2, 3, 4)] };

  it('moves a sound earlier or later and gives it its length', () => {
    const left = (samples: number, skip: number) => [...fitted(ramp, samples, skip).channels[0]];
    expect(left(4, 0)).toEqual([1, 2, 3, 4]);
    expect(left(3, 2)).toEqual([3, 4, 0]);
    expect(left(5, -2)).toEqual([0, 0, 1, 2, 3]);
    expect(left(6, 0)).toEqual([1, 2, 3, 4, 0, 0]);
    expect(left(2, -9)).toEqual([0, 0]);
    expect(left(2, 9)).toEqual([0, 0]);
  });

  it('makes two channels of one', () => {
    expect(fitted(ramp, 4, 0).channels[1]).toEqual(ramp.channels[0]);
  });
});

describe('assertSameLength', () => {
  it('lets a tenth pass and names the lengths beyond', () => {
    expect(() => assertSameLength([100, 91])).not.toThrow();
    expect(() => assertSameLength([100, 89])).toThrow(/89\.0 s and 100\.0 s/);
  });
});
