/** Songs of the library as planning and rendering meet them: what is known of them, and the stems they take. */
import { applyCorrections } from '@/lib/analysis/corrections/apply-corrections';
import type { Correction } from '@/lib/analysis/corrections/correction';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { type SongSide, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RenderSong } from '@/lib/render/check-material';
import type { SongDetails } from '@/lib/store/song-record-schema';
import type { SongStore } from '@/lib/store/song-store';
import type { SoundInParts } from '@/lib/store/sound-in-parts';

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

/** A song with its stems, which are read as they are used. */
export type ReadySong = KnownSong & Required<RenderSong>;

/**
 * Both songs with the stems that the plans take from them; the others are silence that takes no room.
 * @param store the songs' sounds, or whoever has them open
 */
export async function withStems(
  store: Pick<SongStore, 'soundInParts'>,
  plans: readonly Pick<RemixPlan, 'sections'>[],
  { a, b }: Record<SongSide, KnownSong>,
): Promise<Record<SongSide, ReadySong>> {
  const sections = plans.flatMap((plan) => plan.sections);
  const ready = async (side: SongSide, song: KnownSong): Promise<ReadySong> => {
    const opened: Partial<Record<StemName, SoundInParts>> = {};
    const heard = STEM_NAMES.filter((stem) =>
      sections.some(({ stems }) => stems[stem]?.song === side),
    );
    await Promise.all(
      heard.map(async (stem) => {
        opened[stem] = await store.soundInParts(song.id, stem);
      }),
    );
    const nothing: Pcm = createSilence(0);
    const pcm = (stem: StemName) => opened[stem]?.pcm ?? nothing;
    return {
      ...song,
      stems: { vocals: pcm('vocals'), drums: pcm('drums'), bass: pcm('bass'), other: pcm('other') },
      readStem: async (stem, fromSeconds, toSeconds) => opened[stem]?.read(fromSeconds, toSeconds),
    };
  };
  return { a: await ready('a', a), b: await ready('b', b) };
}
