'use client';

import { useDeferredValue, useMemo } from 'react';
import type { SongSide } from '@/lib/music/stem-names';
import { type ChipChange, withChipChanges } from '@/lib/plan/intent/chips';
import { parsePrompt } from '@/lib/plan/intent/parse-prompt';
import type { PromptIntent } from '@/lib/plan/intent/prompt-intent';
import type { SongSummary } from '@/lib/store/song-record-schema';

/** What the planner will make of the sentence and of its chips, while they are being changed. */
export function useIntent(
  prompt: string,
  changes: readonly ChipChange[],
  songs: Record<SongSide, SongSummary | null>,
): PromptIntent {
  const settled = useDeferredValue(prompt);
  const { a, b } = songs;
  const read = useMemo(() => parsePrompt(settled, { a: nameOf(a), b: nameOf(b) }), [settled, a, b]);
  return useMemo(() => withChipChanges(read, changes), [read, changes]);
}

/** What the sentence may call a song. */
export function nameOf(song: SongSummary | null): { title: string; artist: string } {
  return { title: song?.title ?? '', artist: song?.artist ?? '' };
}
