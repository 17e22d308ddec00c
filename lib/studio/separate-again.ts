/** Takes a stored song apart anew, by another engine than before. */
import { peakOverview } from '@/lib/audio/waveform-overview';
import { subProgress, type TaskOptions } from '@/lib/base/progress';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { SeparationReport, Separator } from '@/lib/stems/separator';
import type { RemixStore } from '@/lib/store/remix-store';
import type { SongSummary } from '@/lib/store/song-record-schema';
import type { SongStore } from '@/lib/store/song-store';
import { refreshAnalysis } from './refresh-analysis';

/** The rest is listening to the new stems. */
const SEPARATED_AT = 0.75;

/**
 * Until the new stems are all there the old ones stay; corrections and remixes stay in any case.
 * @throws SegueError what separating throws, `storage-unavailable` where the song is gone, `storage-full`
 */
export async function separateAgain(
  stores: { songs: SongStore; remixes: RemixStore },
  id: string,
  { separator, signal, onProgress }: TaskOptions & { separator: Separator },
): Promise<{ song: SongSummary; report: SeparationReport }> {
  const { songs } = stores;
  const { stems, report } = await separator.separate(await songs.sound(id, 'mix'), {
    signal,
    onProgress: subProgress(onProgress, 0, SEPARATED_AT),
    mayOverwriteMix: true,
  });
  const overviews: Partial<Record<StemName, Uint8Array>> = {};
  for (const stem of STEM_NAMES) {
    overviews[stem] = peakOverview(stems[stem]);
    await songs.putSound(id, stem, stems[stem]);
  }
  await songs.takenApart(id, report.engine, overviews as Record<StemName, Uint8Array>);
  // Stems and analysis belong together: from here on it is not cancelled.
  const song = await refreshAnalysis(stores, id, {
    onProgress: subProgress(onProgress, SEPARATED_AT, 1),
  });
  return { song, report };
}
