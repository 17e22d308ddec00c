/** Another ear for the key: essentia's, on a stretch of the harmonic stems, beside our own estimate. */
import { lengthSamples, SAMPLE_RATE_HZ, toMono } from '@/lib/audio/pcm';
import type { Key } from '@/lib/music/key';
import type { Stems } from '@/lib/stems/stems';
import { essentiaKey } from './essentia';

/** Two minutes from the middle tell the key as well as the whole and keep the WASM heap small. */
const EXCERPT_SECONDS = 120;

/** What essentia hears in bass and chords; null where it cannot run, since nothing depends on it. */
export async function keySecondOpinion({ bass, other }: Stems): Promise<Key | null> {
  const length = Math.min(lengthSamples(bass), lengthSamples(other));
  const wanted = Math.min(length, EXCERPT_SECONDS * SAMPLE_RATE_HZ);
  const from = Math.floor((length - wanted) / 2);
  const [low, high] = [bass, other].map(({ sampleRateHz, channels }) =>
    toMono({
      sampleRateHz,
      channels: channels.map((channel) => channel.subarray(from, from + wanted)),
    }),
  );
  const harmonic = low.map((sample, i) => sample + high[i]);
  try {
    const { tonic, mode } = await essentiaKey(harmonic);
    return { tonic, mode };
  } catch {
    return null;
  }
}
