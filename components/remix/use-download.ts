'use client';

import { useCallback, useState } from 'react';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { remixFileName } from '@/lib/studio/remix-title';
import { storedRemixTitle } from '@/lib/studio/stored-remix-title';
import { askLibrary } from '../studio/library-client';
import { useStudio } from '../studio/studio-provider';

/** Hands the chosen render to the browser as a WAV file with a sensible name. */
export function useDownload(remix: RemixRecord) {
  const { notices } = useStudio();
  const [isWorking, setIsWorking] = useState(false);
  const download = useCallback(async () => {
    setIsWorking(true);
    try {
      const wav = await askLibrary((api) => api.remixWav(remix.id, remix.chosenPlanId));
      const address = URL.createObjectURL(wav);
      const link = document.createElement('a');
      link.href = address;
      link.download = remixFileName(storedRemixTitle(remix));
      link.click();
      // The browser has to have begun to read it.
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (thrown) {
      notices.fail(thrown);
    } finally {
      setIsWorking(false);
    }
  }, [remix, notices]);
  return { download, isWorking };
}
