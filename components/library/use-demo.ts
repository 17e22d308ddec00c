'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import { demoPair } from '@/lib/demo/demo-pair';
import type { SongSide } from '@/lib/music/stem-names';
import { useStudio } from '../studio/studio-provider';

/** A sentence that shows the pair at its best. */
const DEMO_PROMPT = "Paper Lanterns' vocals over Nightline, build slowly to a big drop";

/** Brings the demo pair in, puts it on the decks, and goes on to the remix if the user has stayed. */
export function useDemo(): () => Promise<void> {
  const { library, decks, prompt } = useStudio();
  const router = useRouter();
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
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
    if (isHere.current) router.push('/remix');
  }, [library, decks, prompt, router]);
}
