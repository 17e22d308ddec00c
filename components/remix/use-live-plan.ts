'use client';

/** A plan that has not been rendered, to be heard at once: it is made while it is heard. */
import { useMemo } from 'react';
import { otherSide } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { BeatTimes } from '@/lib/render/beat-times';
import { remixGrid } from '@/lib/render/remix-grid';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { plannedOn } from '@/lib/studio/known-songs';
import type { LiveSound } from '../player/player-sound';
import { useStudio } from '../studio/studio-provider';
import { useSongDetails } from '../studio/use-song-details';

/** null where there is no plan, and until the song that gives it its beats has been read. */
export function useLivePlan(songs: RemixRecord['songs'], plan: RemixPlan | null): LiveSound | null {
  const { livePlans } = useStudio();
  const instrumental = plan && songs[otherSide(plan.vocalSong)];
  const details = useSongDetails(instrumental?.id ?? null);
  return useMemo(() => {
    if (!plan || !instrumental || !details) return null;
    const { beatsSeconds } = plannedOn(details, instrumental);
    const { seconds } = remixGrid(plan, new BeatTimes(beatsSeconds));
    return livePlans.open(songs, plan, seconds, instrumental.beatsPerBar);
  }, [livePlans, songs, plan, instrumental, details]);
}
