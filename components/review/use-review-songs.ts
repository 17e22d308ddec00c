'use client';

/** The two songs of a remix as its plans count them, and what the rules need to know of them. */
import { useMemo } from 'react';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { otherSide, type SongSide } from '@/lib/music/stem-names';
import type { PlanContext } from '@/lib/plan/constraints/plan-context';
import { mapSong } from '@/lib/plan/material/map-song';
import type { SongMap } from '@/lib/plan/material/song-map';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { plannedOn } from '@/lib/studio/known-songs';
import { useSongDetails } from '../studio/use-song-details';

export interface ReviewSongs {
  maps: Record<SongSide, SongMap>;
  contextOf(plan: Pick<RemixPlan, 'vocalSong'>): PlanContext;
}

/** null until both songs have been read, or where one is gone. */
export function useReviewSongs(remix: RemixRecord): ReviewSongs | null {
  const a = useAnalysis(remix.songs.a);
  const b = useAnalysis(remix.songs.b);
  const genre = remix.intent?.genre ?? null;
  return useMemo(() => {
    if (!a || !b) return null;
    const analyses = { a, b };
    return {
      maps: { a: mapSong(a), b: mapSong(b) },
      contextOf: ({ vocalSong }) => ({
        vocal: analyses[vocalSong],
        instrumental: analyses[otherSide(vocalSong)],
        genre,
      }),
    };
  }, [a, b, genre]);
}

/** The analysis and the corrections that held when the remix was planned. */
function useAnalysis({
  id,
  corrections,
  analysisVersion,
}: RemixRecord['songs'][SongSide]): SongAnalysis | null {
  const details = useSongDetails(id);
  return useMemo(
    () => (details ? plannedOn(details, { corrections, analysisVersion }) : null),
    [details, corrections, analysisVersion],
  );
}
