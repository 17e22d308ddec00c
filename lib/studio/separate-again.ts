/** Takes a stored song apart anew, by another engine than before. */
import { peakOverview } from '@/lib/audio/waveform-overview';
import { subProgress, type TaskOptions } from '@/lib/base/progress';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { SeparationReport, Separator } from '@/lib/stems/separator';
import type { RemixStore } from '@/lib/store/remix-store';
import type { SongSummary } from '@/lib/store/song-record-schema';
import type { SongStore } from '@/lib/store/song-store';
import { analyzeAgain } from './refresh-analysis';

/** The rest is listening to the new stems. */
const SEPARATED_AT = 0.75;

/**
 * All or nothing: until the new stems have been listened to, the old ones and their analysis stay, whatever
 * happens; corrections and remixes stay in any case.
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
  const fresh = await songs.newStems(id);
  try {
    const stemOverviews = {} as Record<StemName, Uint8Array>;
    for (const stem of STEM_NAMES) {
      stemOverviews[stem] = peakOverview(stems[stem]);
      await fresh.put(stem, stems[stem]);
    }
    const { analysis, isPlannedOn } = await analyzeAgain(stores, id, fresh.sound, {
      signal,
      onProgress: subProgress(onProgress, SEPARATED_AT, 1),
    });
    const taken = { stemEngine: report.engine, analysis, stemOverviews };
    return { song: await fresh.adopt(taken, isPlannedOn), report };
  } catch (error) {
    await fresh.discard().catch(() => undefined);
    throw error;
  }
}
