'use client';

/** The two songs of a remix as sounds to compare it with: at the same place, as loud as it is. */
import { useMemo } from 'react';
import { dbToAmplitude } from '@/lib/audio/decibels';
import type { SongSide } from '@/lib/music/stem-names';
import { originalBeat } from '@/lib/plan/original-place';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord, RenderSummary } from '@/lib/store/remix-record-schema';
import type { SongDetails } from '@/lib/store/song-record-schema';
import type { OriginalSound } from '../player/stem-player';
import { askLibrary } from '../studio/library-client';
import { beatAt, secondsAt } from '../timeline/beat-steps';

/** Read when a song is first asked for: most listeners never do. */
export function useOriginals(
  { songs }: RemixRecord,
  plan: RemixPlan,
  { beatsSeconds, loudness }: RenderSummary,
): Record<SongSide, OriginalSound> {
  const [idA, idB] = [songs.a.id, songs.b.id];
  return useMemo(() => {
    const original = (side: SongSide, id: string): OriginalSound => {
      let details: SongDetails | null = null;
      return {
        async load() {
          details = await askLibrary((api) => api.songDetails(id));
          return askLibrary((api) => api.songSound(id, 'mix'));
        },
        get gain() {
          const lufs = details?.analysis.integratedLufs ?? loudness.integratedLufs;
          // Never up: a quiet song's peaks would be cut off.
          return Math.min(dbToAmplitude(loudness.integratedLufs - lufs), 1);
        },
        secondsAt(positionSeconds) {
          if (!details) return positionSeconds;
          const beat = originalBeat(plan, side, beatAt(beatsSeconds, positionSeconds));
          return secondsAt(details.analysis.beatsSeconds, beat);
        },
      };
    };
    return { a: original('a', idA), b: original('b', idB) };
  }, [idA, idB, plan, beatsSeconds, loudness.integratedLufs]);
}
