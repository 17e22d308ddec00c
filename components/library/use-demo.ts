'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { demoPair } from '@/lib/demo/demo-pair';
import type { SongSide } from '@/lib/music/stem-names';
import { useStudio } from '../studio/studio-provider';

const LIBRARY_PATH = '/';

/** A sentence that shows the pair at its best. */
const DEMO_PROMPT = "Paper Lanterns' vocals over Nightline, build slowly to a big drop";

/** Brings the demo pair in, puts it on the decks, and goes on to the remix if the user has stayed. */
export function useDemo(): () => Promise<void> {
  const { library, decks, prompt } = useStudio();
  const router = useRouter();
  return useCallback(async () => {
    const bring = async (side: SongSide) => {
      const { title, artist } = demoPair()[side];
      const known = library.songs
        .get()
        .find((song) => song.title === title && song.artist === artist);
      return known ?? library.jobs.add({ kind: 'demo', side, title });
    };
    const [a, b] = await Promise.all([bring('a'), bring('b')]);
    if (!a || !b) return;
    decks.put('a', a.id);
    decks.put('b', b.id);
    prompt.set(DEMO_PROMPT);
    if (window.location.pathname === LIBRARY_PATH) router.push('/remix');
  }, [library, decks, prompt, router]);
}
