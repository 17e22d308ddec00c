import { describe, expect, it } from 'vitest';
import { measureLoudness } from '@/lib/audio/loudness';
import type { Pcm } from '@/lib/audio/pcm';
import { createRandom } from '@/lib/base/random';
import {
  MAX_DIFFERENCE_LU,
  matchLoudness,
  PREVIEW_CEILING_DBTP,
  PREVIEW_LUFS,
} from './match-loudness';

const SECONDS = 6;

/** Noise at a level, with clicks where peaks are wanted. */
function noise(seed: number, level: number, clicks = 0): Pcm {
  const random = createRandom(seed);
  const channel = () =>
    Float32Array.from({ length: SECONDS * 44_100 }, (_, i) =>
      clicks > 0 && i % 11_025 === 0 ? clicks : random.normal() * level,
    );
  return { channels: [channel(), channel()], sampleRateHz: 44_100 };
}

function difference(sounds: { a: Pcm; b: Pcm }): number {
  const lufs = (pcm: Pcm) => measureLoudness(pcm).integratedLufs;
  return Math.abs(lufs(sounds.a) - lufs(sounds.b));
}

describe('loudness of a pair', () => {
  it('brings a quiet and a loud one to the same loudness under the ceiling', () => {
    const { sounds, loudnessLufs } = matchLoudness({ a: noise(1, 0.02), b: noise(2, 0.3) });
    expect(difference(sounds)).toBeLessThanOrEqual(MAX_DIFFERENCE_LU);
    for (const side of ['a', 'b'] as const) {
      const report = measureLoudness(sounds[side]);
      expect(report.maxTruePeakDbtp).toBeLessThanOrEqual(PREVIEW_CEILING_DBTP);
      expect(report.integratedLufs).toBeCloseTo(PREVIEW_LUFS, 0);
      expect(loudnessLufs[side]).toBeCloseTo(report.integratedLufs, 5);
    }
  });

  it('cuts both to the shorter one', () => {
    const short = noise(3, 0.1);
    short.channels = short.channels.map((channel) => channel.slice(0, 3 * 44_100));
    const { sounds } = matchLoudness({ a: noise(1, 0.1), b: short });
    expect(sounds.a.channels[0]).toHaveLength(3 * 44_100);
    expect(sounds.b.channels[1]).toHaveLength(3 * 44_100);
  });
});
