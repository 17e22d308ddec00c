/** Keys of stretched sound: the same samples bent the same way have the same key, whatever plan asks. */
import type { Pcm } from '@/lib/audio/pcm';

/**
 * 64-bit hash as hex over a range of samples and some numbers: two lanes of multiply and xor with
 * different constants. Fast rather than cryptographic: 25 s of stereo take some 5 ms, once for each range
 * of a sound that stays the same.
 */
export function contentHash(
  pcm: Pcm,
  fromSample: number,
  toSample: number,
  numbers: readonly number[],
): string {
  const lanes = new HashLanes();
  for (const channel of pcm.channels) {
    for (const word of rangeHash(channel, fromSample, toSample)) lanes.take(word);
  }
  for (const word of new Int32Array(Float64Array.from(numbers).buffer)) lanes.take(word);
  return lanes.words.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Hashes of ranges by the memory that holds them. */
const rangeHashes = new WeakMap<ArrayBufferLike, Map<string, readonly number[]>>();

function rangeHash(channel: Float32Array, fromSample: number, toSample: number): readonly number[] {
  const known = rangeHashes.get(channel.buffer) ?? new Map<string, readonly number[]>();
  rangeHashes.set(channel.buffer, known);
  const range = `${channel.byteOffset}:${fromSample}:${toSample}`;
  let words = known.get(range);
  if (!words) {
    words = hashSamples(channel.subarray(Math.max(fromSample, 0), Math.max(toSample, 0)));
    known.set(range, words);
  }
  return words;
}

function hashSamples(samples: Float32Array): readonly number[] {
  const words = new Int32Array(samples.buffer, samples.byteOffset, samples.length);
  let one = 0x9e3779b9 ^ words.length;
  let two = 0x85ebca6b | 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    one = Math.imul(one ^ word, 0x01000193);
    one ^= one >>> 15;
    two = Math.imul(two ^ word, 0x5bd1e995);
    two ^= two >>> 13;
  }
  return [one, two];
}

class HashLanes {
  private one = 0x9e3779b9 | 0;
  private two = 0x85ebca6b | 0;

  get words(): number[] {
    return [this.one, this.two];
  }

  take(word: number): void {
    this.one = Math.imul(this.one ^ word, 0x01000193);
    this.one ^= this.one >>> 15;
    this.two = Math.imul(this.two ^ word, 0x5bd1e995);
    this.two ^= this.two >>> 13;
  }
}
