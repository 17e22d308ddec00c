'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { useStudio } from '../studio/studio-provider';

/** The remix that the address names; opening one puts its songs and its sentence back. */
export function useOpenRemix(all: readonly RemixRecord[], songIds: readonly string[]) {
  const { decks, prompt } = useStudio();
  const router = useRouter();
  const id = useSearchParams().get('id');
  const remix = all.find((candidate) => candidate.id === id) ?? null;
  const restoredId = useRef<string | null>(null);
  useEffect(() => {
    if (!remix || restoredId.current === remix.id) return;
    restoredId.current = remix.id;
    prompt.set(remix.prompt);
    for (const side of ['a', 'b'] as const) {
      const songId = remix.songs[side].id;
      decks.put(side, songIds.includes(songId) ? songId : null);
    }
  }, [remix, songIds, decks, prompt]);
  const open = useCallback(
    (nextId: string | null) => {
      if (nextId !== null) restoredId.current = nextId;
      router.replace(nextId === null ? '/remix' : `/remix?id=${nextId}`, { scroll: false });
    },
    [router],
  );
  return { id, remix, open };
}
