/** Songs of the library as planning and rendering meet them: what is known of them, and the stems they take. */
import { applyCorrections } from '@/lib/analysis/corrections/apply-corrections';
import type { Correction } from '@/lib/analysis/corrections/correction';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { throwIfAborted } from '@/lib/base/progress';
import { type SongSide, STEM_NAMES } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Stems } from '@/lib/stems/stems';
import type { SongDetails } from '@/lib/store/song-record-schema';
import type { SongStore } from '@/lib/store/song-store';

/** A song by its name in the library. */
export interface SongChoice {
  id: string;
  /** Those that held when its beats were counted; the latest where they are left out. */
  corrections?: readonly Correction[];
  /** The analysis that these correct; the earliest that is kept where it is not known. */
  analysisVersion?: string | null;
}

/** A song as far as planning and rendering need it, without its sound. */
export interface KnownSong {
  id: string;
  title: string;
  artist: string | null;
  analysis: SongAnalysis;
  corrections: Correction[];
}

/** @param sides with corrections for songs whose beats were counted before the latest of them */
export async function knownSongs(
  store: SongStore,
  sides: Record<SongSide, SongChoice>,
): Promise<Record<SongSide, KnownSong>> {
  const known = async ({ id, corrections, analysisVersion }: SongChoice): Promise<KnownSong> => {
    const [summary, details] = [await store.summary(id), await store.details(id)];
    if (!summary || !details) {
      throw new SegueError(
        'storage-unavailable',
        'One of the two songs is no longer in the library. Choose another, or add it again.',
      );
    }
    return {
      id,
      title: summary.title,
      artist: summary.artist,
      analysis: corrections
        ? plannedOn(details, { corrections, analysisVersion })
        : details.analysis,
      corrections: [...(corrections ?? details.corrections)],
    };
  };
  return { a: await known(sides.a), b: await known(sides.b) };
}

/** The analysis and the corrections that held when a remix was planned; both may have changed since. */
export function plannedOn(
  { measured, earlierAnalyses }: Pick<SongDetails, 'measured' | 'earlierAnalyses'>,
  { corrections = [], analysisVersion }: Pick<SongChoice, 'corrections' | 'analysisVersion'>,
): SongAnalysis {
  const kept = [...earlierAnalyses, measured];
  const analysis = kept.find(({ version }) => !analysisVersion || version === analysisVersion);
  return applyCorrections(analysis ?? measured, corrections);
}

/**
 * The stems that the plan takes from this song; the others are silence that takes no room.
 * @param store the songs' sounds, or whoever has them at hand
 */
export async function loadStems(
  store: Pick<SongStore, 'sound'>,
  plan: RemixPlan,
  side: SongSide,
  songId: string,
  signal?: AbortSignal,
): Promise<Stems> {
  const loaded: Partial<Stems> = {};
  for (const stem of STEM_NAMES) {
    throwIfAborted(signal);
    const isHeard = plan.sections.some(({ stems }) => stems[stem]?.song === side);
    if (isHeard) loaded[stem] = await store.sound(songId, stem);
  }
  const nothing: Pcm = createSilence(0);
  return { vocals: nothing, drums: nothing, bass: nothing, other: nothing, ...loaded };
}
