/** Where sound is kept: named files in folders, behind an interface, since not every browser has OPFS. */
import type { StemName } from '@/lib/music/stem-names';

export type AudioPieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export interface AudioFiles {
  /** Writes a whole file, replacing what was there; pieces are taken one at a time. */
  write(path: string, pieces: AudioPieces): Promise<void>;
  /** The whole file, or a stretch of it in bytes; null where there is none. */
  read(path: string, stretch?: { from: number; to: number }): Promise<ArrayBuffer | null>;
  /** Removes a file, or a folder with all that is in it; no error where there is neither. */
  remove(path: string): Promise<void>;
  /** Names of the folders in a folder. */
  listFolders(path: string): Promise<string[]>;
  /** Size of all files. Browsers' own estimates leave files out that an earlier run has written. */
  usedBytes(): Promise<number>;
}

/**
 * "songs/<id>/<part>": the sounds of one song lie in one folder. Stems that have taken the place of others lie
 * in a folder of their own in it.
 */
export const SONGS_FOLDER = 'songs';

/** "remixes/<id>/<plan>/<part>": one folder a remix, one in it for each plan that was rendered. */
export const REMIXES_FOLDER = 'remixes';

/** The mix beside the four stems. */
export const MIX_PART = 'mix';

export type SongPart = StemName | typeof MIX_PART;

/** Names of the folders in a folder, for stores that know files by their paths alone. */
export function foldersOf(paths: readonly string[], folder: string): string[] {
  const inside = paths
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => path.slice(folder.length + 1).split('/'));
  return [...new Set(inside.filter(({ length }) => length > 1).map(([name]) => name))];
}

/** All pieces at once, for stores that take a file as a whole. */
export async function gathered(pieces: AudioPieces): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) parts.push(piece as Uint8Array<ArrayBuffer>);
  return new Blob(parts);
}
