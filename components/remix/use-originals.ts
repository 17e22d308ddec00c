'use client';

/** The two songs of a remix as sounds to compare it with: at the same place, all as loud as the quietest. */
import { useMemo } from 'react';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { dbToAmplitude } from '@/lib/audio/decibels';
import type { SongSide } from '@/lib/music/stem-names';
import { originalBeat } from '@/lib/plan/original-place';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { plannedOn } from '@/lib/studio/known-songs';
import type { OriginalSound } from '../player/player-sound';
import { askLibrary } from '../studio/library-client';
import { beatAt, secondsAt } from '../timeline/beat-steps';

/** Read when a song is first asked for: most listeners never do. */
export function useOriginals(
  { a, b }: RemixRecord['songs'],
  plan: RemixPlan,
  /** Of the remix; null while it is not known. */
  beats: readonly number[] | null,
  /** How loud the remix is. */
  integratedLufs: number,
): Record<SongSide, OriginalSound> {
  return useMemo(() => {
    const beatsSeconds = beats ?? [];
    const original = (side: SongSide, song: RemixRecord['songs'][SongSide]): OriginalSound => {
      const { id } = song;
      let analysis: SongAnalysis | null = null;
      return {
        async load() {
          const details = await askLibrary((api) => api.songDetails(id));
          analysis = details && plannedOn(details, song);
          return askLibrary((api) => api.songSound(id, 'mix'));
        },
        get gain() {
          return dbToAmplitude(integratedLufs - (analysis?.integratedLufs ?? integratedLufs));
        },
        secondsAt(positionSeconds) {
          if (!analysis) return positionSeconds;
          const beat = originalBeat(plan, side, beatAt(beatsSeconds, positionSeconds));
          return secondsAt(analysis.beatsSeconds, beat);
        },
      };
    };
    return { a: original('a', a), b: original('b', b) };
  }, [a, b, plan, beats, integratedLufs]);
}
