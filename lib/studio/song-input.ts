/** What a user brings: one file with a whole song, or a song's finished stems. */
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
