/** From floats to integers of a bit depth. */
import type { Random } from '@/lib/base/random';

/**
 * Samples `from` to `to` of a channel as integers, clipped to full scale. With `random` triangular dither of
 * one step to either side is added, which turns the distortion of 16 bits into faint noise.
 */
export function quantize(
  channel: Float32Array,
  from: number,
  to: number,
  bitDepth: 16 | 24,
  random?: Random,
): Int32Array {
  const fullScale = 2 ** (bitDepth - 1);
  const integers = new Int32Array(to - from);
  for (let i = from; i < to; i++) {
    const dither = random ? random.next() - random.next() : 0;
    const rounded = Math.round(channel[i] * fullScale + dither);
    integers[i - from] = Math.max(-fullScale, Math.min(fullScale - 1, rounded));
  }
  return integers;
}
