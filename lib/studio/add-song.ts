/** Brings a song into the library: prepared, and kept with what its picture needs. */
import { durationSeconds } from '@/lib/audio/pcm';
import { type BandOverview, bandOverview } from '@/lib/audio/waveform-overview';
import { subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { alreadyThere, type SongStore } from '@/lib/store/song-store';
import { identifySong } from './identify-song';
import { prepareSong } from './prepare-song';
import type { SongInput } from './song-input';

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
  /** Used where the files do not say. */
  artist?: string;
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
 *   what {@link prepareSong} throws; nothing is stored then
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
  { nowMs, onHeard, artist, signal, onProgress }: AddSongOptions,
): Promise<SongSummary> {
  const known = await store.summary(id);
  if (known) throw alreadyThere(known.title);
  let overview: BandOverview | undefined;
  const song = await prepareSong(input, {
    id,
    signal,
    onProgress: subProgress(onProgress, IDENTIFIED_AT, PREPARED_AT),
    onRead(read) {
      overview = bandOverview(read.mix);
      onHeard?.({
        id,
        title: read.title,
        artist: read.artist ?? artist ?? null,
        durationSeconds: durationSeconds(read.mix),
        overview,
      });
    },
  });
  throwIfAborted(signal);
  onProgress?.({ step: 'Storing', fraction: PREPARED_AT });
  return store.save(
    {
      ...song,
      artist: song.artist ?? artist ?? null,
      fileName: input.mix?.name ?? null,
      overview: overview ?? bandOverview(song.mix),
    },
    nowMs,
  );
}
