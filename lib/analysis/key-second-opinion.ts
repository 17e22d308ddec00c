/** Another ear for the key: essentia's, on a stretch of the harmonic stems, beside our own estimate. */
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ, toMono } from '@/lib/audio/pcm';
import type { Key } from '@/lib/music/key';
import type { StemSource } from '@/lib/stems/stems';
import { essentiaKey } from './essentia';

/** Two minutes from the middle tell the key as well as the whole and keep the WASM heap small. */
const EXCERPT_SECONDS = 120;

/**
 * What essentia hears in bass and chords; null where it cannot run: the key is ours either way, and only
 * its confidence hears of it.
 */
export async function keySecondOpinion(stem: StemSource): Promise<Key | null> {
  const low = middleOf(await stem('bass'));
  const high = middleOf(await stem('other'));
  const harmonic = low.map((sample, i) => sample + high[i]);
  try {
    const { tonic, mode } = await essentiaKey(harmonic);
    return { tonic, mode };
  } catch {
    return null;
  }
}

/** The excerpt as mono; stems are equally long. */
function middleOf(pcm: Pcm): Float32Array {
  const wanted = Math.min(lengthSamples(pcm), EXCERPT_SECONDS * SAMPLE_RATE_HZ);
  const from = Math.floor((lengthSamples(pcm) - wanted) / 2);
  const channels = pcm.channels.map((channel) => channel.subarray(from, from + wanted));
  return toMono({ ...pcm, channels });
}
