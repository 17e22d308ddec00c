/** Songs that were analysed by an earlier version: listened to again, from the sounds that are stored. */
import { analyzeSong } from '@/lib/analysis/analyze-song';
import { isGridCorrection } from '@/lib/analysis/corrections/corrected-part';
import { onEarlierGrid } from '@/lib/analysis/corrections/on-earlier-grid';
import { ANALYSIS_VERSION } from '@/lib/analysis/interpret-signals';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { TaskOptions } from '@/lib/base/progress';
import type { StemSource } from '@/lib/stems/stems';
import type { RemixStore } from '@/lib/store/remix-store';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { gone, type SongStore } from '@/lib/store/song-store';

/** Between the version and a count, where one version has listened to a song more than once. */
const COUNT_MARK = '+';

/** Ids of the songs that this version would analyse otherwise. */
export async function outdatedSongs(songs: SongStore): Promise<string[]> {
  const ids: string[] = [];
  for (const { id } of (await songs.list()).records) {
    const details = await songs.details(id);
    const [version] = details?.measured.version.split(COUNT_MARK) ?? [ANALYSIS_VERSION];
    if (version !== ANALYSIS_VERSION) ids.push(id);
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
  const { songs } = stores;
  const { analysis, isPlannedOn } = await analyzeAgain(
    stores,
    id,
    (stem) => songs.sound(id, stem),
    options,
  );
  return songs.reanalysed(id, analysis, isPlannedOn);
}

/**
 * The analysis that is to take the place of a stored song's, and whether a remix counts by that one.
 * @param stem the song's own stems, or others of it
 * @throws as {@link refreshAnalysis}
 */
export async function analyzeAgain(
  { songs, remixes }: { songs: SongStore; remixes: RemixStore },
  id: string,
  stem: StemSource,
  options: TaskOptions,
): Promise<{ analysis: SongAnalysis; isPlannedOn: boolean }> {
  const details = await songs.details(id);
  if (!details) throw gone('song');
  const fresh = await analyzeSong(await songs.sound(id, 'mix'), stem, options);
  const hasGrid = details.corrections.some(isGridCorrection);
  const measured = hasGrid ? onEarlierGrid(fresh, details.measured) : fresh;
  const known = [details.measured, ...details.earlierAnalyses].map(({ version }) => version);
  const analysis = { ...measured, version: unlike(known, measured.version) };
  const isPlannedOn = (await remixes.list()).records.some(({ songs: { a, b } }) =>
    [a.id, b.id].includes(id),
  );
  return { analysis, isPlannedOn };
}

/** Remixes name the analysis that they count by: of other stems by the same version it needs another name. */
function unlike(known: readonly string[], version: string): string {
  let name = version;
  for (let count = 2; known.includes(name); count++) name = `${version}${COUNT_MARK}${count}`;
  return name;
}
