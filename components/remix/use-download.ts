'use client';

import { useCallback, useState } from 'react';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { remixFileName } from '@/lib/studio/remix-title';
import { storedRemixTitle } from '@/lib/studio/stored-remix-title';
import { askLibrary } from '../studio/library-client';
import { saveFile } from '../studio/save-file';
import { useStudio } from '../studio/studio-provider';

/** Hands the chosen render to the browser as a WAV file with a sensible name. */
export function useDownload(remix: RemixRecord) {
  const { notices, remixes } = useStudio();
  const [isWorking, setIsWorking] = useState(false);
  const download = useCallback(async () => {
    setIsWorking(true);
    try {
      const wav = await askLibrary((api) => api.remixWav(remix.id, remix.chosenPlanId));
      saveFile(wav, remixFileName(storedRemixTitle(remix)));
      remixes.note(remix.id, { kept: true });
    } catch (thrown) {
      notices.fail(thrown);
    } finally {
      setIsWorking(false);
    }
  }, [remix, notices, remixes]);
  return { download, isWorking };
}
