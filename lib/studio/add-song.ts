/** Brings a song into the library: prepared, and kept with what its picture needs. */
import { durationSeconds } from '@/lib/audio/pcm';
import { type BandOverview, bandOverview, peakOverview } from '@/lib/audio/waveform-overview';
import { subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { StemName } from '@/lib/music/stem-names';
import type { Separator } from '@/lib/stems/separator';
import { MIX_PART } from '@/lib/store/audio-files';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { alreadyThere, type SongStore } from '@/lib/store/song-store';
import { identifySong } from './identify-song';
import { shelveSong } from './prepare-song';
import type { SongInput } from './song-input';
import { storeShelf } from './song-shelf';

/** What can be shown of a song as soon as it has been decoded. */
export interface HeardSong {
  id: string;
  title: string;
  artist: string | null;
  durationSeconds: number;
  overview: BandOverview;
}

export interface AddSongOptions extends TaskOptions {
  nowMs: number;
  /** Called before the slow part. */
  onHeard?: (song: HeardSong) => void;
  /** Told what was decided about the files, as sentences. */
  onNote?: (sentence: string) => void;
  /** Used where the files do not say. */
  artist?: string;
  /** Takes apart what comes without stems; the quick split if left out. */
  separator?: Separator;
  /** Lets nobody else add the song of this id meanwhile, in this tab or another. */
  alone?: AloneWith;
}

export type AloneWith = <T>(songId: string, work: () => Promise<T>) => Promise<T>;

/** A song that is known ends here. */
const IDENTIFIED_AT = 0.02;
/** The rest is writing to the store. */
const PREPARED_AT = 0.97;

/**
 * Nothing is computed twice: a song is recognised by its content before it is decoded.
 * @throws SegueError `duplicate-song` where the same recording is in the library, `storage-full`, and
 *   what {@link shelveSong} throws; nothing is stored then
 */
export async function addSong(
  store: SongStore,
  input: SongInput,
  { alone = (_, work) => work(), ...options }: AddSongOptions,
): Promise<SongSummary> {
  const { signal, onProgress } = options;
  const id = await identifySong(input, {
    signal,
    onProgress: subProgress(onProgress, 0, IDENTIFIED_AT),
  });
  return alone(id, () => addIdentified(store, id, input, options));
}

async function addIdentified(
  store: SongStore,
  id: string,
  input: SongInput,
  { nowMs, onHeard, artist, onNote, separator, signal, onProgress }: AddSongOptions,
): Promise<SongSummary> {
  const known = await store.summary(id);
  if (known) throw alreadyThere(known.title);
  const pictures: { mix?: Picture; stems: Record<string, Uint8Array> } = { stems: {} };
  const shelf = storeShelf(store, id, (part, pcm) => {
    if (part !== MIX_PART) pictures.stems[part] = peakOverview(pcm);
  });
  try {
    const { notes, ...song } = await shelveSong(input, shelf, {
      signal,
      separator,
      onProgress: subProgress(onProgress, IDENTIFIED_AT, PREPARED_AT),
      onHeard({ mix, ...tags }) {
        pictures.mix = { durationSeconds: durationSeconds(mix), overview: bandOverview(mix) };
        onHeard?.({
          id,
          title: tags.title,
          artist: tags.artist ?? artist ?? null,
          ...pictures.mix,
        });
      },
    });
    throwIfAborted(signal);
    onProgress?.({ step: 'Storing', fraction: PREPARED_AT });
    const summary = await store.add(
      {
        ...song,
        ...(pictures.mix as Picture),
        id,
        artist: song.artist ?? artist ?? null,
        fileName: input.mix?.name ?? null,
        stemOverviews: pictures.stems as Record<StemName, Uint8Array>,
      },
      nowMs,
    );
    throwIfAborted(signal);
    for (const note of notes) onNote?.(note);
    return summary;
  } catch (error) {
    await store.delete(id).catch(() => undefined);
    throw error;
  }
}

type Picture = Pick<HeardSong, 'durationSeconds' | 'overview'>;
