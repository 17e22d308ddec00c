'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import { chipChangesBetween } from '@/lib/plan/intent/chips';
import { parsePrompt } from '@/lib/plan/intent/parse-prompt';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { useStudio } from '../studio/studio-provider';

const REMIX_PATH = '/remix';

/** The remix that the address names; opening one puts its songs and its sentence back. */
export function useOpenRemix(all: readonly RemixRecord[], songIds: readonly string[]) {
  const { decks, prompt, chipChanges } = useStudio();
  const id = useSearchParams().get('id');
  const remix = all.find((candidate) => candidate.id === id) ?? null;
  const restoredId = useRef<string | null>(null);
  useEffect(() => {
    if (!remix || restoredId.current === remix.id) return;
    restoredId.current = remix.id;
    prompt.set(remix.prompt);
    const { a, b } = remix.songs;
    const names = { a: { title: a.title, artist: '' }, b: { title: b.title, artist: '' } };
    const read = parsePrompt(remix.prompt, names).understood;
    chipChanges.set(remix.intent ? chipChangesBetween(read, remix.intent.understood) : []);
    for (const side of ['a', 'b'] as const) {
      const songId = remix.songs[side].id;
      decks.put(side, songIds.includes(songId) ? songId : null);
    }
  }, [remix, songIds, decks, prompt, chipChanges]);
  const open = useCallback((nextId: string | null) => {
    // The user may have gone elsewhere meanwhile; the remix waits in the list.
    if (window.location.pathname !== REMIX_PATH) return;
    if (nextId !== null) restoredId.current = nextId;
    // Without the router, which would ask the server for a page that is the same for every remix.
    const address = nextId === null ? REMIX_PATH : `${REMIX_PATH}?id=${nextId}`;
    window.history.replaceState(null, '', address);
  }, []);
  return { id, remix, open };
}
