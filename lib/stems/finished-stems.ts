/** Stems that a user already has: telling them by their names, and adding them up. */
import { createSilence, lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';

export {
  type DroppedFile,
  type DroppedSongs,
  type GroupedSong,
  groupDroppedFiles,
} from './dropped-files';

/** Longest difference between the stems of one song, as a share of the longest. */
const MAX_LENGTH_DIFFERENCE = 0.1;

/**
 * The sum of what there is and one sound more, from the start on, as long and as wide as the larger of them;
 * a mono sound goes to every channel. Written into `sum` where it has the room; `sum` null is nothing yet.
 */
export function summed(sum: Pcm | null, part: Pcm): Pcm {
  const samples = Math.max(sum ? lengthSamples(sum) : 0, lengthSamples(part));
  const channels = Math.max(sum?.channels.length ?? 0, part.channels.length);
  const hasRoom = sum && lengthSamples(sum) === samples && sum.channels.length === channels;
  const target = hasRoom ? sum : createSilence(samples, channels, part.sampleRateHz);
  if (sum && !hasRoom) addInto(target, sum);
  addInto(target, part);
  return target;
}

/** A sound in two channels of `samples` each, which leaves out its first `skip`, or waits so long for it. */
export function fitted(pcm: Pcm, samples: number, skip: number): Pcm {
  const [left, right = left] = pcm.channels;
  return {
    sampleRateHz: pcm.sampleRateHz,
    channels: [left, right].map((channel) => {
      const moved = new Float32Array(samples);
      const from = Math.max(0, skip);
      const at = Math.min(samples, Math.max(0, -skip));
      moved.set(channel.subarray(from, from + samples - at), at);
      return moved;
    }),
  };
}

/** @throws SegueError `stems-mismatched` where lengths differ by more than 10 % */
export function assertSameLength(seconds: readonly number[]): void {
  const longest = Math.max(...seconds);
  const shortest = Math.min(...seconds);
  if (longest - shortest > MAX_LENGTH_DIFFERENCE * longest) {
    throw new SegueError(
      'stems-mismatched',
      `The stems are between ${shortest.toFixed(1)} s and ${longest.toFixed(1)} s long, so they are not of one song. Export them all from the song's start to its end.`,
    );
  }
}

/** Adds a sound from the start on; a mono one to every channel. */
function addInto(sum: Pcm, part: Pcm): void {
  sum.channels.forEach((channel, c) => {
    const source = part.channels[Math.min(c, part.channels.length - 1)];
    for (let i = 0; i < source.length; i++) channel[i] += source[i];
  });
}
