/** Keys of stretched sound: the same samples bent the same way have the same key, whatever plan asks. */
import type { Pcm } from '@/lib/audio/pcm';

/**
 * 64-bit hash as hex over a range of samples and some numbers: two lanes of multiply and xor with
 * different constants. Fast rather than cryptographic: 25 s of stereo take some 5 ms.
 */
export function contentHash(
  pcm: Pcm,
  fromSample: number,
  toSample: number,
  numbers: readonly number[],
): string {
  let one = 0x9e3779b9 | 0;
  let two = 0x85ebca6b | 0;
  const take = (word: number) => {
    one = Math.imul(one ^ word, 0x01000193);
    one ^= one >>> 15;
    two = Math.imul(two ^ word, 0x5bd1e995);
    two ^= two >>> 13;
  };
  for (const channel of pcm.channels) {
    const samples = channel.subarray(Math.max(fromSample, 0), Math.max(toSample, 0));
    const words = new Int32Array(samples.buffer, samples.byteOffset, samples.length);
    take(words.length);
    for (let i = 0; i < words.length; i++) take(words[i]);
  }
  const words = new Int32Array(Float64Array.from(numbers).buffer);
  for (let i = 0; i < words.length; i++) take(words[i]);
  return [one, two].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
