import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { createSilence, type Pcm } from './pcm';
import {
  maxSamplePeak,
  maxTruePeak,
  maxTruePeakDbtp,
  PEAK_BLOCK,
  truePeakBlocks,
} from './true-peak';

/** A sine of amplitude 1 that fades in and out, so that its ends make no peaks of their own. */
function sine(cyclesPerSample: number, phase: number, length = 2000): Pcm {
  const channel = Float32Array.from({ length }, (_, i) => {
    const fade = Math.min(1, i / 500, (length - 1 - i) / 500);
    return fade * Math.sin(2 * Math.PI * (cyclesPerSample * i + phase));
  });
  return { sampleRateHz: 48000, channels: [channel] };
}

describe('maxTruePeak', () => {
  it('finds the crest between the samples (EBU Tech 3341, tolerance +0.2 / -0.4 dB)', () => {
    const cases: [number, number][] = [
      [1 / 4, 0],
      [1 / 4, 1 / 8],
      [1 / 6, 1 / 12],
      [1 / 8, 1 / 16],
      [0.3, 0.1],
      [0.41, 0.2],
    ];
    for (const [frequency, phase] of cases) {
      const db = maxTruePeakDbtp(sine(frequency, phase));
      expect(db).toBeGreaterThan(-0.4);
      expect(db).toBeLessThan(0.2);
    }
    expect(maxSamplePeak(sine(1 / 4, 1 / 8))).toBeCloseTo(Math.SQRT1_2, 3);
  });

  it('is at least the sample peak, whichever channel has it', () => {
    const pcm = createSilence(300);
    pcm.channels[1][299] = -0.7;
    expect(maxTruePeak(pcm)).toBeGreaterThanOrEqual(maxSamplePeak(pcm));
    expect(maxTruePeak(pcm)).toBeLessThan(0.75);
    expect(maxSamplePeak(pcm)).toBeCloseTo(0.7, 6);
  });

  it('is -Infinity dBTP for silence', () => {
    expect(maxTruePeakDbtp(createSilence(10))).toBe(Number.NEGATIVE_INFINITY);
    expect(maxTruePeakDbtp(createSilence(0))).toBe(Number.NEGATIVE_INFINITY);
  });

  it('misses nothing by passing over quiet windows: it agrees with the blocks', () => {
    const random = createRandom(5);
    const noise = (length: number) => Float32Array.from({ length }, () => random.normal() * 0.2);
    const pcm = { sampleRateHz: 44100, channels: [noise(5000), noise(5000)] };
    const peaks = truePeakBlocks(pcm);
    expect(peaks).toHaveLength(Math.ceil(5000 / PEAK_BLOCK));
    expect(maxTruePeak(pcm)).toBeCloseTo(Math.max(...peaks), 6);
    const gated = truePeakBlocks(pcm, 0.5);
    for (let i = 0; i < peaks.length; i++) {
      expect(gated[i]).toBeLessThanOrEqual(peaks[i]);
      if (peaks[i] > 0.5) expect(gated[i]).toBe(peaks[i]);
    }
  });
});
