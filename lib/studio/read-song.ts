/** From files to sound: decode the mix and the finished stems, and refuse what cannot be remixed. */
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import { SONG_LIMITS } from '@/lib/audio/decode/limits';
import { durationSeconds, type Pcm, releasePcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { shelveStems, shelveStemsOf } from './finished-parts';
import { assertLoadable, type SongInput, type SourceFile } from './song-input';
import type { SongShelf } from './song-shelf';

/** A song that can be heard; its mix lies on the shelf. */
export interface ReadSong {
  title: string;
  artist: string | null;
  /** Whether the user has given stems, which then lie on the shelf too. */
  hasStems: boolean;
  /** What was decided about the stems, as sentences. */
  notes: string[];
}

/** What is known as soon as the mix is there, before any stem is looked at. */
export interface HeardMix {
  title: string;
  artist: string | null;
  mix: Pcm;
}

export interface ReadOptions extends TaskOptions {
  onHeard?: (heard: HeardMix) => void;
}

/** Everything below this peak is silence (16 bit hold -96 dB). */
const SILENCE_PEAK = 10 ** (-60 / 20);

/**
 * Puts the mix on the shelf, and the stems where there are any. One file is decoded at a time.
 * @throws SegueError what {@link decodeAudio} throws, and `song-too-short`, `song-silent`, `stems-mismatched`
 */
export async function readSong(
  input: SongInput,
  shelf: SongShelf,
  { signal, onProgress, onHeard }: ReadOptions = {},
): Promise<ReadSong> {
  const fileCount = (input.mix ? 1 : 0) + input.stems.length;
  const notes: string[] = [];
  let decoded = 0;
  const decode = async (file: SourceFile) => {
    throwIfAborted(signal);
    assertLoadable(file);
    const from = decoded++ / fileCount;
    const decodedFile = await decodeAudio(await file.read(), file.name, {
      track: file.track,
      signal,
      onProgress: subProgress(onProgress, from, from + 1 / fileCount),
    });
    if (decodedFile.mayBeCutOff) notes.push(cutOffSentence(file.name));
    return decodedFile;
  };
  const parts = {
    title: input.title,
    parts: input.stems,
    decode: async (file: SourceFile) => (await decode(file)).pcm,
  };
  const hear = (mix: Pcm, title: string, artist: string | null) => {
    assertUsable(mix, input.title);
    onHeard?.({ title, artist, mix });
  };
  if (!input.mix) {
    hear(await shelveStems(parts, shelf, { signal }), input.title, null);
    return { title: input.title, artist: null, hasStems: true, notes };
  }
  const { pcm: mix, ...tags } = await decode(input.mix);
  const title = tags.title ?? input.title;
  hear(mix, title, tags.artist);
  await shelf.put('mix', mix);
  const hasStems = input.stems.length > 0;
  const note = hasStems ? await shelveStemsOf(mix, parts, shelf, { signal }) : null;
  if (shelf.givesCopies) releasePcm(mix);
  if (note) notes.push(note);
  return { title, artist: tags.artist, hasStems, notes };
}

function cutOffSentence(name: string): string {
  return `"${name}" ends in the middle of its sound: it may have been cut off. If its end is missing, download or export it again.`;
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

function sounds({ channels }: Pcm): boolean {
  return channels.some((channel) =>
    channel.some((sample) => sample > SILENCE_PEAK || sample < -SILENCE_PEAK),
  );
}
