'use client';

import { useDeferredValue, useMemo } from 'react';
import type { SongSide } from '@/lib/music/stem-names';
import { parsePrompt } from '@/lib/plan/intent/parse-prompt';
import type { PromptIntent } from '@/lib/plan/intent/prompt-intent';
import type { SongSummary } from '@/lib/store/song-record-schema';

/** What the planner will make of the sentence, while it is being written. */
export function useIntent(
  prompt: string,
  songs: Record<SongSide, SongSummary | null>,
): PromptIntent {
  const settled = useDeferredValue(prompt);
  const { a, b } = songs;
  return useMemo(() => parsePrompt(settled, { a: nameOf(a), b: nameOf(b) }), [settled, a, b]);
}

function nameOf(song: SongSummary | null): { title: string; artist: string } {
  return { title: song?.title ?? '', artist: song?.artist ?? '' };
}
