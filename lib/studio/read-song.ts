/** From files to sound: decode the mix and the finished stems, and refuse what cannot be remixed. */
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import { SONG_LIMITS } from '@/lib/audio/decode/limits';
import { durationSeconds, lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { mixFromStems, stemsFromParts } from '@/lib/stems/finished-stems';
import type { Stems } from '@/lib/stems/stems';
import { assertLoadable, type SongInput, type SourceFile } from './song-input';

/** A song that can be heard. */
export interface ReadSong {
  title: string;
  artist: string | null;
  mix: Pcm;
  /** Given by the user; null where the mix has to be separated. */
  finishedStems: Stems | null;
}

/** Stems whose length differs by more than this share from their mix are of another version. */
const MOST_LENGTH_DIFFERENCE = 0.1;

/** Everything below this peak is silence (16 bit hold -96 dB). */
const SILENCE_PEAK = 10 ** (-60 / 20);

/**
 * @throws SegueError what {@link decodeAudio} throws, and `song-too-short`, `song-silent`
 */
export async function readSong(
  input: SongInput,
  { signal, onProgress }: TaskOptions = {},
): Promise<ReadSong> {
  const fileCount = (input.mix ? 1 : 0) + input.stems.length;
  let decoded = 0;
  const decodeNext = async (file: SourceFile) => {
    throwIfAborted(signal);
    assertLoadable(file);
    const from = decoded++ / fileCount;
    return decodeAudio(await file.read(), file.name, {
      signal,
      onProgress: subProgress(onProgress, from, from + 1 / fileCount),
    });
  };

  const mix = input.mix ? await decodeNext(input.mix) : null;
  const parts: { stem: (typeof input.stems)[number]['stem']; pcm: Pcm }[] = [];
  for (const { stem, file } of input.stems) {
    const { pcm } = await decodeNext(file);
    parts.push({ stem, pcm });
  }
  const finishedStems = parts.length > 0 ? await stemsFromParts(parts, { signal }) : null;
  const heard = mix?.pcm ?? mixFromStems(finishedStems as Stems);
  assertUsable(heard, input.title);
  if (finishedStems) assertSameLength(heard, finishedStems, input.title);
  return {
    title: mix?.title ?? input.title,
    artist: mix?.artist ?? null,
    mix: heard,
    finishedStems,
  };
}

function assertSameLength(mix: Pcm, stems: Stems, title: string): void {
  const [mixSeconds, stemSeconds] = [durationSeconds(mix), durationSeconds(stems.vocals)];
  if (Math.abs(mixSeconds - stemSeconds) <= MOST_LENGTH_DIFFERENCE * mixSeconds) return;
  throw new SegueError(
    'stems-mismatched',
    `The stems of "${title}" are ${stemSeconds.toFixed(0)} s long and its mix ${mixSeconds.toFixed(0)} s. Give stems and mix of the same version, or the stems alone.`,
  );
}

function assertUsable(mix: Pcm, title: string): void {
  const seconds = durationSeconds(mix);
  if (seconds < SONG_LIMITS.minSeconds) {
    throw new SegueError(
      'song-too-short',
      `"${title}" is ${seconds.toFixed(1)} s long. A remix needs a song of at least ${SONG_LIMITS.minSeconds} s.`,
    );
  }
  if (!sounds(mix)) {
    throw new SegueError('song-silent', `"${title}" is silent. Choose a file with sound in it.`);
  }
}

function sounds(pcm: Pcm): boolean {
  for (const channel of pcm.channels) {
    for (let i = 0; i < lengthSamples(pcm); i++) {
      if (channel[i] > SILENCE_PEAK || channel[i] < -SILENCE_PEAK) return true;
    }
  }
  return false;
}
