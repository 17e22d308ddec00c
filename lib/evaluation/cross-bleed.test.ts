import { describe, expect, it } from 'vitest';
import type { Pcm } from '@/lib/audio/pcm';
import { createRandom } from '@/lib/base/random';
import { measureCrossBleed, ownShare } from './cross-bleed';

const SAMPLES = 2 * 44100;

function noise(seed: number): Pcm {
  const random = createRandom(seed);
  const channel = Float32Array.from({ length: SAMPLES }, () => 0.1 * random.normal());
  return { sampleRateHz: 44100, channels: [channel] };
}

const sum = (...parts: (readonly [gain: number, pcm: Pcm])[]): Pcm => ({
  sampleRateHz: 44100,
  channels: [
    Float32Array.from({ length: SAMPLES }, (_, i) =>
      parts.reduce((total, [gain, pcm]) => total + gain * pcm.channels[0][i], 0),
    ),
  ],
});

describe('the bleed of stems whose truth is known', () => {
  const [one, two, three] = [noise(1), noise(2), noise(3)];
  const truths = [one, two, sum([0, one])];

  it('is none in true stems, and none in silence', () => {
    const [first, second, silent] = measureCrossBleed(truths, truths);
    expect(ownShare(first)).toBeGreaterThan(0.999);
    expect(ownShare(second)).toBeGreaterThan(0.999);
    expect(ownShare(silent)).toBeNull();
  });

  it('is the share of energy that was mixed in', () => {
    const [cells] = measureCrossBleed([sum([1, one], [0.5, two]), two, one], truths);
    expect(ownShare(cells)).toBeCloseTo(1 / 1.25, 1);
  });

  it('does not count what belongs to no stem', () => {
    const [cells] = measureCrossBleed([sum([1, one], [1, three]), two, one], truths);
    expect(ownShare(cells)).toBeGreaterThan(0.9);
  });

  it('is told by time', () => {
    const half = sum([1, one]);
    for (let i = SAMPLES / 2; i < SAMPLES; i++) half.channels[0][i] = two.channels[0][i];
    const [cells] = measureCrossBleed([half, two, one], truths);
    expect(ownShare(cells, 0, 0.9)).toBeGreaterThan(0.95);
    expect(ownShare(cells, 1.3, 2)).toBeLessThan(0.1);
  });
});
