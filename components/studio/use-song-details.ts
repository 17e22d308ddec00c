'use client';

import { useEffect, useState } from 'react';
import type { SongDetails } from '@/lib/store/song-record-schema';
import { askLibrary } from './library-client';
import { useStudio } from './studio-provider';

/** What is known of a song besides its row; null until it has been read, or where there is none. */
export function useSongDetails(id: string | null): SongDetails | null {
  const { notices } = useStudio();
  const [details, setDetails] = useState<SongDetails | null>(null);
  useEffect(() => {
    let isCurrent = true;
    setDetails((known) => (known?.id === id ? known : null));
    if (id === null) return;
    askLibrary((api) => api.songDetails(id))
      .then((read) => isCurrent && setDetails(read))
      .catch((thrown) => isCurrent && notices.fail(thrown));
    return () => {
      isCurrent = false;
    };
  }, [id, notices]);
  return details?.id === id ? details : null;
}
