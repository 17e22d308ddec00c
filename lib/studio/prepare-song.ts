/** From files to a song that can be remixed: decode, take apart, analyse. */
import { analyzeSong } from '@/lib/analysis/analyze-song';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { Pcm } from '@/lib/audio/pcm';
import { subProgress, type TaskOptions } from '@/lib/base/progress';
import { quickSeparate } from '@/lib/stems/quick-separation';
import type { StemEngine, Stems } from '@/lib/stems/stems';
import { identifySong } from './identify-song';
import { type ReadSong, readSong } from './read-song';
import type { SongInput } from './song-input';

/** A song with all that planning and rendering need. */
export interface PreparedSong {
  /** Hash of the files' content: the same song has the same id wherever it comes from. */
  id: string;
  title: string;
  artist: string | null;
  mix: Pcm;
  stems: Stems;
  stemEngine: StemEngine;
  analysis: SongAnalysis;
}

export interface PrepareOptions extends TaskOptions {
  /** From {@link identifySong}, where the caller has asked already. */
  id?: string;
  /** Called as soon as the song can be heard, before the slow part. */
  onRead?: (song: ReadSong & { id: string }) => void;
}

/** Shares of the time that the three steps take, for honest progress. */
const READ_UNTIL = 0.2;
const SEPARATED_UNTIL = 0.7;

/**
 * Reads, separates where no finished stems were given, and analyses one song.
 * @throws SegueError when the files hold no usable song; see {@link readSong}
 */
export async function prepareSong(
  input: SongInput,
  { id, signal, onProgress, onRead }: PrepareOptions = {},
): Promise<PreparedSong> {
  const songId =
    id ?? (await identifySong(input, { signal, onProgress: subProgress(onProgress, 0, 0) }));
  const song = await readSong(input, {
    signal,
    onProgress: subProgress(onProgress, 0, READ_UNTIL),
  });
  onRead?.({ ...song, id: songId });
  const stems =
    song.finishedStems ??
    (await quickSeparate(song.mix, {
      signal,
      onProgress: subProgress(onProgress, READ_UNTIL, SEPARATED_UNTIL),
    }));
  const analysis = await analyzeSong(song.mix, stems, {
    signal,
    onProgress: subProgress(onProgress, song.finishedStems ? READ_UNTIL : SEPARATED_UNTIL, 1),
  });
  return {
    id: songId,
    title: song.title,
    artist: song.artist,
    mix: song.mix,
    stems,
    stemEngine: song.finishedStems ? 'finished' : 'quick',
    analysis,
  };
}
