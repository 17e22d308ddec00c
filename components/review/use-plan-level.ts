'use client';

/** What every picture of a plan on the page needs besides the plan. */
import { useMemo } from 'react';
import { otherSide } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { planLevel } from './plan-level';
import type { ReviewSongs } from './use-review-songs';

/** Beats in a bar of the remix: those of the song that plays. */
export function beatsPerBarOf(
  songs: RemixRecord['songs'],
  { vocalSong }: Pick<RemixPlan, 'vocalSong'>,
): number {
  return songs[otherSide(vocalSong)].beatsPerBar;
}

export function usePlanLevel(plan: RemixPlan, songs: ReviewSongs | null): readonly number[] | null {
  return useMemo(() => (songs ? planLevel(plan, songs.contextOf(plan)) : null), [plan, songs]);
}
