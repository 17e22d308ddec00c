/** Stretched sound by content key, so that what several plans need is made once. */
import type { Pcm } from '@/lib/audio/pcm';

/** Enough for the stretched voices of a dozen candidates: a stereo minute is 21 MB. */
const DEFAULT_LIMIT_BYTES = 384 * 2 ** 20;

/** A store in memory that forgets what was used longest ago once it is full. */
export class StretchCache {
  private readonly entries = new Map<string, Pcm>();
  private usedBytes = 0;

  constructor(private readonly limitBytes = DEFAULT_LIMIT_BYTES) {}

  /** Bytes of samples held. */
  get sizeBytes(): number {
    return this.usedBytes;
  }

  get(key: string): Pcm | undefined {
    const pcm = this.entries.get(key);
    if (pcm) {
      this.entries.delete(key);
      this.entries.set(key, pcm);
    }
    return pcm;
  }

  /** Keeps a sound; one larger than the whole store is not kept. */
  set(key: string, pcm: Pcm): void {
    this.remove(key);
    const bytes = byteLength(pcm);
    if (bytes > this.limitBytes) return;
    for (const oldest of this.entries.keys()) {
      if (this.usedBytes + bytes <= this.limitBytes) break;
      this.remove(oldest);
    }
    this.entries.set(key, pcm);
    this.usedBytes += bytes;
  }

  private remove(key: string): void {
    const pcm = this.entries.get(key);
    if (!pcm) return;
    this.entries.delete(key);
    this.usedBytes -= byteLength(pcm);
  }
}

function byteLength(pcm: Pcm): number {
  return pcm.channels.reduce((sum, channel) => sum + channel.byteLength, 0);
}
