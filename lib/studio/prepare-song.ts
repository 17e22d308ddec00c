/** From files to a song that can be remixed: decode, take apart, analyse. */
import { analyzeSong } from '@/lib/analysis/analyze-song';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { type Pcm, releasePcm } from '@/lib/audio/pcm';
import { subProgress, type TaskOptions } from '@/lib/base/progress';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { createQuickSeparator } from '@/lib/stems/quick-separator';
import type { SeparationReport, Separator } from '@/lib/stems/separator';
import type { StemEngine, Stems } from '@/lib/stems/stems';
import { identifySong } from './identify-song';
import { type HeardMix, readSong } from './read-song';
import type { SongInput } from './song-input';
import { memoryShelf, type SongShelf, stemsOnShelf } from './song-shelf';

/** A song with all that planning and rendering need, but for its sounds. */
export interface ShelvedSong {
  title: string;
  artist: string | null;
  stemEngine: StemEngine;
  analysis: SongAnalysis;
  /** What was decided about the files, as sentences. */
  notes: string[];
}

/** A song with all that planning and rendering need. */
export interface PreparedSong extends ShelvedSong {
  /** Hash of the files' content: the same song has the same id wherever it comes from. */
  id: string;
  mix: Pcm;
  stems: Stems;
}

export interface ShelveOptions extends TaskOptions {
  /** Called as soon as the song can be heard, before the slow part. */
  onHeard?: (heard: HeardMix) => void;
  /** Takes apart what comes without stems; the quick split if left out. */
  separator?: Separator;
}

export interface PrepareOptions extends TaskOptions {
  /** Called as soon as the song can be heard, before the slow part. */
  onHeard?: (heard: HeardMix & { id: string }) => void;
}

/** Shares of the time that the three steps take, for honest progress. */
const READ_UNTIL = 0.2;
const SEPARATED_UNTIL = 0.7;

/** Nobody asks here how long it took. */
const QUICK = createQuickSeparator(() => 0);

/**
 * Reads, separates where no finished stems were given, and analyses one song. Its mix and its stems are put on
 * the shelf as they come and looked at one after the other: a long song is never in memory as a whole.
 * @throws SegueError when the files hold no usable song; see {@link readSong}
 */
export async function shelveSong(
  input: SongInput,
  shelf: SongShelf,
  { signal, onProgress, onHeard, separator = QUICK }: ShelveOptions = {},
): Promise<ShelvedSong> {
  const { hasStems, ...song } = await readSong(input, shelf, {
    signal,
    onProgress: subProgress(onProgress, 0, READ_UNTIL),
    onHeard,
  });
  const split = hasStems
    ? null
    : await shelveSplit(shelf, separator, {
        signal,
        onProgress: subProgress(onProgress, READ_UNTIL, SEPARATED_UNTIL),
      });
  const analysis = await analyzeSong(await shelf.get('mix'), stemsOnShelf(shelf), {
    signal,
    onProgress: subProgress(onProgress, hasStems ? READ_UNTIL : SEPARATED_UNTIL, 1),
  });
  return {
    ...song,
    notes: split?.fallbackReason ? [...song.notes, quickInstead(split.fallbackReason)] : song.notes,
    stemEngine: split?.engine ?? 'finished',
    analysis,
  };
}

/** As {@link shelveSong}, with the sounds in memory. */
export async function prepareSong(
  input: SongInput,
  { signal, onProgress, onHeard }: PrepareOptions = {},
): Promise<PreparedSong> {
  const id = await identifySong(input, { signal });
  const shelf = memoryShelf();
  const song = await shelveSong(input, shelf, {
    signal,
    onProgress,
    onHeard: (heard) => onHeard?.({ ...heard, id }),
  });
  const [vocals, drums, bass, other] = await Promise.all(STEM_NAMES.map((stem) => shelf.get(stem)));
  return { ...song, id, mix: await shelf.get('mix'), stems: { vocals, drums, bass, other } };
}

/** Takes the mix on the shelf apart and puts the stems beside it. */
async function shelveSplit(
  shelf: SongShelf,
  separator: Separator,
  options: TaskOptions,
): Promise<SeparationReport> {
  const { stems, report } = await separator.separate(await shelf.get('mix'), {
    ...options,
    mayOverwriteMix: shelf.givesCopies,
  });
  for (const stem of STEM_NAMES) {
    await shelf.put(stem, stems[stem]);
    if (shelf.givesCopies) releasePcm(stems[stem]);
  }
  return report;
}

function quickInstead(reason: string): string {
  return `${reason} The quick split was used instead.`;
}
