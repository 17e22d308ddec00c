/** From files to sound: decode the mix and the finished stems, and refuse what cannot be remixed. */
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import { SONG_LIMITS } from '@/lib/audio/decode/limits';
import { durationSeconds, lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { sha256Hex } from '@/lib/base/hash';
import { subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { mixFromStems, stemsFromParts } from '@/lib/stems/finished-stems';
import type { Stems } from '@/lib/stems/stems';
import type { SongInput, SourceFile } from './song-input';

/** A song that can be heard. */
export interface ReadSong {
  id: string;
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
  const files = [...(input.mix ? [input.mix] : []), ...input.stems.map(({ file }) => file)];
  if (files.length === 0) {
    throw new SegueError('stems-incomplete', 'There is no audio here. Give a song or its stems.');
  }
  const prints: string[] = [];
  const decodeNext = async (role: string, file: SourceFile) => {
    const index = prints.length;
    throwIfAborted(signal);
    assertLoadable(file);
    const bytes = await file.read();
    prints.push(`${role}:${await sha256Hex(bytes)}`);
    return decodeAudio(bytes, file.name, {
      signal,
      onProgress: subProgress(onProgress, index / files.length, (index + 1) / files.length),
    });
  };

  const mix = input.mix ? await decodeNext('mix', input.mix) : null;
  const parts: { stem: (typeof input.stems)[number]['stem']; pcm: Pcm }[] = [];
  for (const { stem, file } of input.stems) {
    const { pcm } = await decodeNext(stem, file);
    parts.push({ stem, pcm });
  }
  const finishedStems = parts.length > 0 ? await stemsFromParts(parts, { signal }) : null;
  const heard = mix?.pcm ?? mixFromStems(finishedStems as Stems);
  assertUsable(heard, input.title);
  if (finishedStems) assertSameLength(heard, finishedStems, input.title);
  return {
    // Sorted: the same files are the same song in whatever order they come.
    id: await sha256Hex(new TextEncoder().encode(prints.sort().join())),
    title: mix?.title ?? input.title,
    artist: mix?.artist ?? null,
    mix: heard,
    finishedStems,
  };
}

function assertLoadable({ name, sizeBytes = 0 }: SourceFile): void {
  if (sizeBytes <= SONG_LIMITS.maxFileBytes) return;
  throw new SegueError(
    'song-too-long',
    `"${name}" has ${(sizeBytes / 1e9).toFixed(1)} GB, more than fits. Choose a song of at most ${SONG_LIMITS.maxSeconds / 60} minutes, or export a smaller file.`,
  );
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
