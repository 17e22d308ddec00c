/** The finished remix as a file, written the same way by the browser and by a terminal. */
import type { Pcm } from '@/lib/audio/pcm';
import { encodeWavChunks } from '@/lib/audio/wav';
import { createRandom } from '@/lib/base/random';

/** Seed of the dither: the same remix is always the same file. */
const DITHER_SEED = 1;

/** A 16-bit WAV with triangular dither, in pieces, so that a long one needs no single allocation. */
export function remixWavChunks(mix: Pcm): Generator<Uint8Array> {
  return encodeWavChunks(mix, { bitDepth: 16, random: createRandom(DITHER_SEED) });
}
