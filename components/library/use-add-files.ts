'use client';

import { useCallback } from 'react';
import { isContainer } from '@/lib/stems/container-parts';
import { groupDroppedFiles } from '@/lib/stems/dropped-files';
import type { StemRole } from '@/lib/stems/stem-vocabulary';
import type { PartFile } from '@/workers/song-files';
import { askLibrary } from '../studio/library-client';
import { draftOf } from '../studio/stem-draft';
import { useStudio } from '../studio/studio-provider';
import type { PathFile } from './read-dropped';

/** More names than this make a sentence that nobody reads. */
const MAX_NAMES_SHOWN = 3;

/** A file, or a sound in one that holds several, under the path by which it is grouped. */
interface Part extends PartFile {
  path: string;
  sizeBytes: number;
  role?: StemRole;
  color: string | null;
}

/** Takes a heap of files: songs and sets of stems are queued, the rest is named. */
export function useAddFiles(): (files: readonly PathFile[]) => Promise<void> {
  const { library, notices } = useStudio();
  return useCallback(
    async (files) => {
      const parts: Part[] = [];
      for (const file of files) {
        try {
          parts.push(...(await partsOf(file)));
        } catch (thrown) {
          notices.fail(thrown, file.file.name);
        }
      }
      if (parts.length === 0) return;
      const byPath = new Map(parts.map((part) => [part.path, part]));
      const partOf = (path: string) => byPath.get(path) as Part;
      const partAt = (path: string): PartFile => {
        const { file, within } = partOf(path);
        return { file, within };
      };
      try {
        const { songs, ignoredPaths } = groupDroppedFiles(parts);
        for (const song of songs) {
          if (song.stemPaths.length > 0) {
            library.jobs.addStems(
              draftOf(song, (path) => ({ part: partAt(path), color: partOf(path).color })),
            );
          } else {
            const mix = partAt(song.mixPath as string);
            void library.jobs.add({ kind: 'files', files: { title: song.title, mix, stems: [] } });
          }
        }
        // Covers and notes in a folder are no news; sound that is left out is.
        const told = ignoredPaths.filter(
          (path) => !path.includes('/') || partAt(path).file.type.startsWith('audio/'),
        );
        const nothing = songs.length === 0 && told.length === 0 ? ignoredPaths : [];
        told.push(...nothing);
        if (told.length > 0) notices.add({ tone: 'warning', message: ignoredSentence(told) });
      } catch (thrown) {
        notices.fail(thrown);
      }
    },
    [library, notices],
  );
}

async function partsOf({ path, file }: PathFile): Promise<Part[]> {
  if (!isContainer(file.name)) return [{ path, file, sizeBytes: file.size, color: null }];
  const folder = path.slice(0, path.length - file.name.length);
  const found = await askLibrary((api) => api.containerParts(file));
  return found.map(({ path: inside, sizeBytes, within, role, color }) => ({
    path: `${folder}${inside}`,
    file,
    within,
    sizeBytes,
    role: role ?? undefined,
    color,
  }));
}

function ignoredSentence(paths: readonly string[]): string {
  const names = paths.slice(0, MAX_NAMES_SHOWN).map((path) => `"${path.split('/').at(-1)}"`);
  const more = paths.length - names.length;
  const list = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(' and ');
  return `${list} ${paths.length === 1 ? 'was' : 'were'} left out: not a sound file, or already contained in the other stems. Segue reads MP3, WAV, AIFF, FLAC, Ogg Vorbis, Opus and M4A, stem files, and zips of these.`;
}
