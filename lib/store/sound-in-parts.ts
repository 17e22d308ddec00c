/**
 * A stored sound of which only what is used is read: of a song of ten minutes a remix takes a minute and a half. It
 * is as long as the whole, and silent where it has not been read; memory that nothing was written to takes no room.
 */
import { createSilence, type Pcm, releaseBuffer } from '@/lib/audio/pcm';
import {
  bytesOfSamples,
  damaged,
  HEADER_BYTES,
  type PackedHeader,
  readHeader,
  unpackSamples,
} from './packed-pcm';

export interface SoundInParts {
  pcm: Pcm;
  /** Reads what is not there yet between two moments. @throws SegueError where it is gone */
  read(fromSeconds: number, toSeconds: number): Promise<void>;
}

/** Reads a stretch of the file. @throws SegueError where it is gone */
export type ReadBytes = (stretch: { from: number; to: number }) => Promise<ArrayBuffer>;

/** A sound that is there in full. */
export function soundInFull(pcm: Pcm): SoundInParts {
  return { pcm, read: async () => undefined };
}

/** What is read at a time: some 0.4 MB a channel. */
const BLOCK_SECONDS = 4;

/** @throws SegueError `storage-unavailable` where it is gone or damaged */
export async function openSoundInParts(readBytes: ReadBytes): Promise<SoundInParts> {
  const header = readHeader(await readBytes({ from: 0, to: HEADER_BYTES }));
  const { samples, channels, sampleRateHz } = header;
  const pcm = createSilence(samples, channels, sampleRateHz);
  const blockSamples = BLOCK_SECONDS * sampleRateHz;
  const blockCount = Math.ceil(samples / blockSamples);
  /** Those that are there or on their way. */
  const blocks: (Promise<void> | undefined)[] = new Array(blockCount).fill(undefined);
  return {
    pcm,
    async read(fromSeconds, toSeconds) {
      const first = Math.max(0, Math.floor(fromSeconds / BLOCK_SECONDS));
      const end = Math.min(Math.ceil(toSeconds / BLOCK_SECONDS), blockCount);
      for (let from = first; from < end; from++) {
        if (blocks[from]) continue;
        let to = from + 1;
        while (to < end && !blocks[to]) to++;
        const work = readInto(pcm, header, readBytes, {
          fromSample: from * blockSamples,
          toSample: Math.min(to * blockSamples, samples),
        });
        blocks.fill(work, from, to);
        // What could not be read is tried again the next time.
        work.catch(() => blocks.fill(undefined, from, to));
      }
      await Promise.all(blocks.slice(first, end));
    },
  };
}

async function readInto(
  pcm: Pcm,
  header: PackedHeader,
  readBytes: ReadBytes,
  { fromSample, toSample }: { fromSample: number; toSample: number },
): Promise<void> {
  for (const [index, channel] of pcm.channels.entries()) {
    const stretch = bytesOfSamples(header, index, fromSample, toSample);
    const bytes = await readBytes(stretch);
    if (bytes.byteLength < stretch.to - stretch.from) throw damaged();
    channel.set(unpackSamples(header, bytes), fromSample);
    releaseBuffer(bytes);
  }
}
