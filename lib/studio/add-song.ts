/** Brings a song into the library: prepared, and kept with what its picture needs. */
import { durationSeconds } from '@/lib/audio/pcm';
import { type BandOverview, bandOverview } from '@/lib/audio/waveform-overview';
import { subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { alreadyThere, type SongStore } from '@/lib/store/song-store';
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
}

/** The rest is writing to the store. */
const PREPARED_AT = 0.97;

/**
 * @throws SegueError `duplicate-song` where the same recording is in the library, `storage-full`, and
 *   what {@link prepareSong} throws; nothing is stored then
 */
export async function addSong(
  store: SongStore,
  input: SongInput,
  { nowMs, onHeard, artist, signal, onProgress }: AddSongOptions,
): Promise<SongSummary> {
  const known = new Map((await store.list()).records.map(({ id, title }) => [id, title]));
  let overview: BandOverview | undefined;
  const song = await prepareSong(input, {
    signal,
    onProgress: subProgress(onProgress, 0, PREPARED_AT),
    onRead(read) {
      const title = known.get(read.id);
      if (title !== undefined) throw alreadyThere(title);
      overview = bandOverview(read.mix);
      onHeard?.({
        id: read.id,
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
