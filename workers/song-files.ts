/** The user's files as the workers are given them, and as sources that lib reads. */
import type { StemName } from '@/lib/music/stem-names';
import type { ByteSource } from '@/lib/stems/byte-source';
import type { Within } from '@/lib/stems/container-parts';
import {
  filePieces,
  type IncomingFile,
  type IncomingSong,
  type IncomingSongs,
} from '@/lib/store/incoming-songs';
import { type SongInput, sourceFileIn } from '@/lib/studio/song-input';

/** A file, or one sound of a file that holds several. */
export interface PartFile {
  file: File;
  within?: Within;
}

/** A song as the user's files; they are read when their turn comes. */
export interface SongFiles {
  title: string;
  mix: PartFile | null;
  stems: (PartFile & { stem: StemName | 'instrumental' })[];
}

export function fileBytes(file: File): ByteSource {
  return {
    sizeBytes: file.size,
    read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  };
}

export function inputFromFiles({ title, mix, stems }: SongFiles): SongInput {
  const source = ({ file, within }: PartFile) => sourceFileIn(file.name, fileBytes(file), within);
  return {
    title,
    mix: mix && source(mix),
    stems: stems.map(({ stem, ...part }) => ({ stem, file: source(part) })),
  };
}

/** The same song from the copies that were kept of its files. */
export function inputFromIncoming(
  incoming: IncomingSongs,
  { id, title, mix, stems, files }: IncomingSong,
): SongInput {
  const source = ({ file, within }: Pick<IncomingSong['stems'][number], 'file' | 'within'>) => {
    const { name, sizeBytes } = files[file];
    const read = (from: number, to: number) => incoming.read(id, file, from, to);
    return sourceFileIn(name, { sizeBytes, read }, within);
  };
  return {
    title,
    mix: mix && source(mix),
    stems: stems.map(({ stem, ...part }) => ({ stem, file: source(part) })),
  };
}

/** Keeps copies of a song's files; a file that holds several sounds is kept once. */
export async function keepFiles(
  incoming: IncomingSongs,
  id: string,
  { title, mix, stems }: SongFiles,
  keptAtMs: number,
): Promise<void> {
  const distinct = [...new Set([mix, ...stems].flatMap((part) => (part ? [part.file] : [])))];
  const place = ({ file, within }: PartFile) => ({ file: distinct.indexOf(file), within });
  const copies: IncomingFile[] = distinct.map((file) => ({
    name: file.name,
    sizeBytes: file.size,
    pieces: filePieces(file),
  }));
  await incoming.keep(
    {
      id,
      title,
      keptAtMs,
      mix: mix && place(mix),
      stems: stems.map(({ stem, ...part }) => ({ stem, ...place(part) })),
    },
    copies,
  );
}
