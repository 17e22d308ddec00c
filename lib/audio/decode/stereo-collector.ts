/**
 * Where decoders put their blocks: folds them into stereo, cuts off the codec's delay and padding, and
 * grows one buffer a channel, so that no more than one copy of the song is held.
 */
import type { StereoGains } from './channel-layout';

export interface TrimWindow {
  /** Samples to drop at the start. */
  skipSamples: number;
  /** Samples to keep after those; all where null. */
  keepSamples: number | null;
}

const GROWTH = 1.5;

export class StereoCollector {
  private left: Float32Array;
  /** Null as long as everything was mono. */
  private right: Float32Array | null = null;
  private length = 0;
  private toSkip: number;
  private readonly keep: number;

  /**
   * @param gainsFor gains of the channels of a block by their number
   * @param expectedSamples after trimming, as far as is known: saves growing
   */
  constructor(
    private readonly gainsFor: (channels: number) => readonly StereoGains[],
    trim: TrimWindow,
    expectedSamples: number,
  ) {
    this.left = new Float32Array(Math.max(1024, Math.ceil(expectedSamples)));
    this.toSkip = trim.skipSamples;
    this.keep = trim.keepSamples ?? Number.POSITIVE_INFINITY;
  }

  /** Samples a channel so far, after trimming. */
  get collectedSamples(): number {
    return this.length;
  }

  /** Takes the next block: equally long channels. Values that are no numbers become silence. */
  push(channels: readonly Float32Array[]): void {
    const blockLength = channels[0]?.length ?? 0;
    const from = Math.min(blockLength, this.toSkip);
    this.toSkip -= from;
    const count = Math.min(blockLength - from, this.keep - this.length);
    if (count <= 0) return;
    this.makeRoom(this.length + count);
    const gains = this.gainsFor(channels.length);
    if (channels.length === 1 && !this.right) {
      addScaled(this.left, this.length, channels[0], from, count, 1);
    } else {
      this.right ??= this.left.slice();
      channels.forEach((channel, i) => {
        const [left, right] = gains[i] ?? [0, 0];
        addScaled(this.left, this.length, channel, from, count, left);
        addScaled(this.right!, this.length, channel, from, count, right);
      });
    }
    this.length += count;
  }

  /** The collected channels: one where everything was mono, else two; exactly as long as the song. */
  finish(): Float32Array[] {
    const exact = (buffer: Float32Array) =>
      buffer.length === this.length ? buffer : buffer.slice(0, this.length);
    this.left = exact(this.left);
    if (!this.right) return [this.left];
    this.right = exact(this.right);
    return [this.left, this.right];
  }

  private makeRoom(samples: number): void {
    if (samples <= this.left.length) return;
    const size = Math.max(samples, Math.ceil(this.left.length * GROWTH));
    const grow = (buffer: Float32Array) => {
      const larger = new Float32Array(size);
      larger.set(buffer.subarray(0, this.length));
      return larger;
    };
    this.left = grow(this.left);
    if (this.right) this.right = grow(this.right);
  }
}

function addScaled(
  target: Float32Array,
  at: number,
  source: Float32Array,
  from: number,
  count: number,
  gain: number,
): void {
  if (gain === 0) return;
  for (let i = 0; i < count; i++) {
    const sample = source[from + i];
    // The comparison is false for NaN too: one such sample would silence every filter after it.
    if (Math.abs(sample) <= MAX_SAMPLE) target[at + i] += gain * sample;
  }
}

/** Float files may hold anything; beyond +60 dB it is damage, not sound. */
const MAX_SAMPLE = 1000;
