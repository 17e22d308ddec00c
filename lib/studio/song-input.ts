/** What a user brings: one file with a whole song, or a song's finished stems. */
import { SONG_LIMITS } from '@/lib/audio/decode/limits';
import { SegueError } from '@/lib/base/errors';
import type { StemName } from '@/lib/music/stem-names';

/** A file whose bytes are read when they are needed, so that a long list costs no memory. */
export interface SourceFile {
  name: string;
  /** Where it is known without reading: a file that is too large is never loaded. */
  sizeBytes?: number;
  read(): Promise<Uint8Array>;
}

/** One song as files: a mix, or stems, or both. */
export interface SongInput {
  /** From the files' names; the tags of the mix win. */
  title: string;
  mix: SourceFile | null;
  stems: { stem: StemName | 'instrumental'; file: SourceFile }[];
}

/** @throws SegueError `song-too-long` for a file that is better never loaded */
export function assertLoadable({ name, sizeBytes = 0 }: SourceFile): void {
  if (sizeBytes <= SONG_LIMITS.maxFileBytes) return;
  throw new SegueError(
    'song-too-long',
    `"${name}" has ${(sizeBytes / 1e9).toFixed(1)} GB, more than fits. Choose a song of at most ${SONG_LIMITS.maxSeconds / 60} minutes, or export a smaller file.`,
  );
}
