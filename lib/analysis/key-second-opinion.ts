/** Another ear for the key: essentia's, on a stretch of the harmonic stems, beside our own estimate. */
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Key } from '@/lib/music/key';
import type { StemSource } from '@/lib/stems/stems';
import { essentiaKey } from './essentia';

/** Two minutes from the middle tell the key as well as the whole and keep the WASM heap small. */
const EXCERPT_SAMPLES = 120 * SAMPLE_RATE_HZ;

/**
 * What essentia hears in bass and chords; null where it cannot run: the key is ours either way, and only
 * its confidence hears of it.
 */
export async function keySecondOpinion(stem: StemSource): Promise<Key | null> {
  const bass = await stem('bass');
  const harmonic = new Float32Array(Math.min(lengthSamples(bass), EXCERPT_SAMPLES));
  addMiddle(harmonic, bass);
  addMiddle(harmonic, await stem('other'));
  try {
    const { tonic, mode } = await essentiaKey(harmonic);
    return { tonic, mode };
  } catch {
    return null;
  }
}

/** Adds the middle of a sound, as mono, to an excerpt that is no longer. */
function addMiddle(excerpt: Float32Array, { channels }: Pcm): void {
  const share = 1 / channels.length;
  for (const channel of channels) {
    const from = Math.floor((channel.length - excerpt.length) / 2);
    for (let i = 0; i < excerpt.length; i++) excerpt[i] += share * channel[from + i];
  }
}
