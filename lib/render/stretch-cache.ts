/**
 * Stretched sound by the key of its job, so that what several plans need is made once: held in memory, and
 * below that in a store where the host has one.
 */
import type { Pcm } from '@/lib/audio/pcm';

/** Keeps stretched sound beyond the session. A failure to keep or to find is no failure of a render. */
export interface StretchStore {
  find(key: string): Promise<Pcm | null>;
  keep(key: string, pcm: Pcm): Promise<void>;
}

/** Enough for the stretched voices of a dozen candidates: a stereo minute is 21 MB. */
const DEFAULT_LIMIT_BYTES = 384 * 2 ** 20;

/** A store in memory that forgets what was used longest ago once it is full. */
export class StretchCache {
  private readonly entries = new Map<string, Pcm>();
  private readonly underWay = new Map<string, Promise<Pcm>>();
  private usedBytes = 0;

  constructor(
    private readonly limitBytes = DEFAULT_LIMIT_BYTES,
    private readonly store: StretchStore | null = null,
  ) {}

  /** Bytes of samples held. */
  get sizeBytes(): number {
    return this.usedBytes;
  }

  /** Finds a sound, or makes it; whoever asks for it meanwhile gets the same one. */
  async getOrMake(key: string, make: () => Promise<Pcm>): Promise<Pcm> {
    const held = this.get(key);
    if (held) return held;
    const before = this.underWay.get(key);
    // Whoever began it may have been cancelled: then it is made anew.
    if (before) return before.catch(() => this.getOrMake(key, make));
    const work = this.findOrMake(key, make).finally(() => this.underWay.delete(key));
    this.underWay.set(key, work);
    return work;
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

  private async findOrMake(key: string, make: () => Promise<Pcm>): Promise<Pcm> {
    const stored = await this.store?.find(key).catch(() => null);
    const pcm = stored ?? (await make());
    this.set(key, pcm);
    if (!stored) void this.store?.keep(key, pcm).catch(() => undefined);
    return pcm;
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
