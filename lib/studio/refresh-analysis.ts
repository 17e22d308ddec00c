/** Songs that were analysed by an earlier version: listened to again, from the sounds that are stored. */
import { analyzeSong } from '@/lib/analysis/analyze-song';
import { isGridCorrection } from '@/lib/analysis/corrections/correction';
import { onEarlierGrid } from '@/lib/analysis/corrections/on-earlier-grid';
import { ANALYSIS_VERSION } from '@/lib/analysis/interpret-signals';
import type { TaskOptions } from '@/lib/base/progress';
import type { RemixStore } from '@/lib/store/remix-store';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { gone, type SongStore } from '@/lib/store/song-store';

/** Ids of the songs that this version would analyse otherwise. */
export async function outdatedSongs(songs: SongStore): Promise<string[]> {
  const ids: string[] = [];
  for (const { id } of (await songs.list()).records) {
    const details = await songs.details(id);
    if (details && details.measured.version !== ANALYSIS_VERSION) ids.push(id);
  }
  return ids;
}

/**
 * Analyses a stored song anew. What the user has corrected stays and wins; remixes that were planned on the
 * earlier analysis keep it.
 * @throws SegueError `storage-unavailable` where the song or a sound of it is gone, `storage-full`, `aborted`
 */
export async function refreshAnalysis(
  stores: { songs: SongStore; remixes: RemixStore },
  id: string,
  options: TaskOptions = {},
): Promise<SongSummary> {
  const { songs, remixes } = stores;
  const details = await songs.details(id);
  if (!details) throw gone('song');
  const fresh = await analyzeSong(
    await songs.sound(id, 'mix'),
    (stem) => songs.sound(id, stem),
    options,
  );
  const hasGrid = details.corrections.some(isGridCorrection);
  const analysis = hasGrid ? onEarlierGrid(fresh, details.measured) : fresh;
  const planned = (await remixes.list()).records.some(({ songs: { a, b } }) =>
    [a.id, b.id].includes(id),
  );
  return songs.reanalysed(id, analysis, planned);
}
