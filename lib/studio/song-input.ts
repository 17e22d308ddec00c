/** What a user brings: one file with a whole song, or a song's finished stems. */
import { SONG_LIMITS } from '@/lib/audio/decode/limits';
import { SegueError } from '@/lib/base/errors';
import type { StemName } from '@/lib/music/stem-names';
import type { ByteSource } from '@/lib/stems/byte-source';
import { readPart, type Within } from '@/lib/stems/container-parts';

/** A file whose bytes are read when they are needed, so that a long list costs no memory. */
export interface SourceFile {
  name: string;
  /** Where it is known without reading: a file that is too large is never loaded. */
  sizeBytes?: number;
  /** Which track of sound of the file; the first where it is left out. */
  track?: number;
  read(): Promise<Uint8Array>;
}

/** One song as files: a mix, or stems, or both. */
export interface SongInput {
  /** From the files' names; the tags of the mix win. */
  title: string;
  mix: SourceFile | null;
  stems: { stem: StemName | 'instrumental'; file: SourceFile }[];
}

/** A file, or one sound of a file that holds several, as a source. */
export function sourceFileIn(name: string, bytes: ByteSource, within?: Within): SourceFile {
  if (!within) {
    return { name, sizeBytes: bytes.sizeBytes, read: () => bytes.read(0, bytes.sizeBytes) };
  }
  const read = () => readPart(bytes, name, within);
  if ('track' in within) return { name, sizeBytes: bytes.sizeBytes, track: within.track, read };
  return { name: within.entry.split('/').at(-1) as string, read };
}

/** @throws SegueError `song-too-long` for a file that is better never loaded */
export function assertLoadable({ name, sizeBytes = 0 }: SourceFile): void {
  if (sizeBytes <= SONG_LIMITS.maxFileBytes) return;
  throw new SegueError(
    'song-too-long',
    `"${name}" has ${(sizeBytes / 1e9).toFixed(1)} GB, more than fits. Choose a song of at most ${SONG_LIMITS.maxSeconds / 60} minutes, or export a smaller file.`,
  );
}
