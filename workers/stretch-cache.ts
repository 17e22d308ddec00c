/** What a worker has stretched: in its memory, and below that in the store, where the other workers find it. */
import type { Pcm } from '@/lib/audio/pcm';
import { StretchCache } from '@/lib/render/stretch-cache';
import { openStore } from './open-store';

/** Ten candidates of a pair share some 45 MB. As many as six workers may have a cache, so that all stay under 600 MB. */
const LIMIT_BYTES = 96 * 2 ** 20;

export function openStretchCache(): StretchCache {
  return new StretchCache(LIMIT_BYTES, {
    find: async (key: string) => (await openStore()).stretched.find(key),
    keep: async (key: string, pcm: Pcm) => (await openStore()).stretched.keep(key, pcm),
  });
}
