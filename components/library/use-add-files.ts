'use client';

import { useCallback } from 'react';
import { groupDroppedFiles } from '@/lib/stems/dropped-files';
import { useStudio } from '../studio/studio-provider';
import type { PathFile } from './read-dropped';

/** More names than this make a sentence that nobody reads. */
const MAX_NAMES_SHOWN = 3;

/** Takes a heap of files: songs and sets of stems are queued, the rest is named. */
export function useAddFiles(): (files: readonly PathFile[]) => void {
  const { library, notices } = useStudio();
  return useCallback(
    (files) => {
      if (files.length === 0) return;
      const byPath = new Map(files.map(({ path, file }) => [path, file]));
      const fileAt = (path: string) => byPath.get(path) as File;
      try {
        const { songs, ignoredPaths } = groupDroppedFiles(
          files.map(({ path, file }) => ({ path, sizeBytes: file.size })),
        );
        for (const { title, mixPath, stemPaths } of songs) {
          void library.jobs.add({
            kind: 'files',
            files: {
              title,
              mix: mixPath === null ? null : fileAt(mixPath),
              stems: stemPaths.map(({ path, stem }) => ({ stem, file: fileAt(path) })),
            },
          });
        }
        // Covers and notes in a folder are no news; sound that is left out is.
        const told = ignoredPaths.filter(
          (path) => !path.includes('/') || fileAt(path).type.startsWith('audio/'),
        );
        if (told.length > 0) notices.add({ tone: 'warning', message: ignoredSentence(told) });
      } catch (thrown) {
        notices.fail(thrown);
      }
    },
    [library, notices],
  );
}

function ignoredSentence(paths: readonly string[]): string {
  const names = paths.slice(0, MAX_NAMES_SHOWN).map((path) => `"${path.split('/').at(-1)}"`);
  const more = paths.length - names.length;
  const list = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(' and ');
  return `${list} ${paths.length === 1 ? 'was' : 'were'} left out: not a sound file, or already contained in the other stems. Segue reads MP3, WAV, AIFF, FLAC, Ogg Vorbis, Opus and M4A.`;
}
