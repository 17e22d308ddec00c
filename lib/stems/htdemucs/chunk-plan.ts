/**
 * How a song passes through a network of fixed length: overlapping chunks, each faded in and out by a
 * triangle, whose fades sum to 1 at every sample.
 * Source: `apply_model` of Demucs (A. Défossez, S. Rouard et al.).
 */
import type { Random } from '@/lib/base/random';

export interface ChunkPlan {
  songSamples: number;
  segmentSamples: number;
  /** First sample of each chunk, ascending; before the song where negative. */
  starts: readonly number[];
}

/** Share of a chunk that the next one covers as well. */
const OVERLAP = 0.25;

/**
 * Samples at either end of a chunk that do not count: there the inverse transform lacks frames (three
 * quarters of two hops of a 4096-point transform), and a network sees only one side.
 */
export const EDGE_SAMPLES = 1536;

/** Shorter networks could not step forward between their edges. */
export const MIN_SEGMENT_SAMPLES = 8 * EDGE_SAMPLES;

/** A shift moves the grid of chunks by at most half a second, as in Demucs. */
const MAX_SHIFT_SAMPLES = 22050;

/**
 * @param shifts further passes over the song with the chunks elsewhere, averaged with the first; each
 *   costs as much time again
 * @throws RangeError where the segment is shorter than {@link MIN_SEGMENT_SAMPLES}
 */
export function planChunks(
  songSamples: number,
  segmentSamples: number,
  { shifts = 0, random }: { shifts?: number; random?: Random } = {},
): ChunkPlan {
  if (segmentSamples < MIN_SEGMENT_SAMPLES) {
    throw new RangeError(`chunks of ${segmentSamples} samples are too short`);
  }
  const stride = Math.floor(segmentSamples * (1 - OVERLAP));
  const starts: number[] = [];
  for (let pass = 0; pass <= shifts; pass++) {
    const shift = pass === 0 || !random ? 0 : random.integer(MAX_SHIFT_SAMPLES);
    let start = -EDGE_SAMPLES - shift;
    starts.push(start);
    while (start + segmentSamples < songSamples + EDGE_SAMPLES) {
      start += stride;
      starts.push(start);
    }
  }
  return { songSamples, segmentSamples, starts: starts.sort((one, two) => one - two) };
}

/**
 * By how much each sample of a chunk counts in the sum over all chunks; 0 outside the song and at the
 * chunk's edges.
 */
export function chunkFade({ songSamples, segmentSamples, starts }: ChunkPlan, chunk: number) {
  const fade = new Float32Array(segmentSamples);
  const start = starts[chunk];
  const from = Math.max(0, -start);
  const to = Math.min(segmentSamples, songSamples - start);
  const near = starts.filter((other) => Math.abs(other - start) < segmentSamples);
  for (let i = from; i < to; i++) {
    const own = triangle(i, segmentSamples);
    if (own === 0) continue;
    let total = 0;
    for (const other of near) total += triangle(start + i - other, segmentSamples);
    fade[i] = own / total;
  }
  return fade;
}

/**
 * Copies what a chunk hears of a channel: the song, its mirror image just before its start and after its
 * end, and silence beyond.
 */
export function readChunk(
  channel: Float32Array,
  start: number,
  target: Float32Array,
  offset: number,
  length: number,
): void {
  const last = channel.length - 1;
  for (let i = 0; i < length; i++) {
    const at = start + i;
    let value = 0;
    if (at >= 0 && at <= last) value = channel[at];
    else if (at < 0 && -at <= Math.min(EDGE_SAMPLES, last)) value = channel[-at];
    else if (at > last && at - last <= Math.min(EDGE_SAMPLES, last)) value = channel[2 * last - at];
    target[offset + i] = value;
  }
}

/** Not normalised; 0 outside the chunk and at its edges. */
function triangle(sample: number, segmentSamples: number): number {
  return Math.max(0, Math.min(sample - EDGE_SAMPLES + 1, segmentSamples - EDGE_SAMPLES - sample));
}
