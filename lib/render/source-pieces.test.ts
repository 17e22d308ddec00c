import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { sourcePieces } from './source-pieces';

describe('sourcePieces', () => {
  // 64 s and a little: a cut is looked for on either side of the end. At this length the end in seconds, in
  // samples again, is one sample short.
  it('gives no piece without length at the end of a stem', () => {
    const samples = 2_822_405;
    const lengthSeconds = samples / SAMPLE_RATE_HZ;
    expect(Math.floor(lengthSeconds * SAMPLE_RATE_HZ)).toBe(samples - 1);
    const sound = new Float32Array(samples).fill(0.1);
    const pieces = sourcePieces(
      { sampleRateHz: SAMPLE_RATE_HZ, channels: [sound, sound] },
      56,
      lengthSeconds,
    );
    for (const { startSeconds, endSeconds } of pieces)
      expect(endSeconds).toBeGreaterThan(startSeconds);
    expect(pieces.at(-1)?.endSeconds).toBe(lengthSeconds);
  });
});
