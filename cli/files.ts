/** Files and folders as songs: what a path on the command line stands for. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { SegueError } from '@/lib/base/errors';
import { groupDroppedFiles } from '@/lib/stems/finished-stems';
import type { SongInput, SourceFile } from '@/lib/studio/song-input';

/**
 * A path as the input of one song: an audio file, or a folder with a `mix` and stems.
 * @throws SegueError `file-not-found`, `stems-incomplete` or `bad-arguments`
 */
export async function songInputFromPath(path: string): Promise<SongInput> {
  const info = await statOrFail(path);
  if (!info.isDirectory()) {
    return { title: titleOf(path), mix: sourceFile(path, info.size), stems: [] };
  }
  const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
  const files = await Promise.all(
    names.map(async (name) => ({
      path: join(basename(path), name),
      sizeBytes: (await stat(join(path, name))).size,
    })),
  );
  const { songs } = groupDroppedFiles(files);
  if (songs.length !== 1) {
    throw new SegueError(
      songs.length === 0 ? 'stems-incomplete' : 'bad-arguments',
      songs.length === 0
        ? `There is no audio in the folder "${path}". Give an audio file, or a folder with a mix and stems named vocals, drums, bass and other.`
        : `The folder "${path}" holds ${songs.length} songs. Give a folder with one song's mix and stems, or one audio file.`,
    );
  }
  const [song] = songs;
  const sizes = new Map(files.map((file) => [file.path, file.sizeBytes]));
  const fileOf = (grouped: string) =>
    sourceFile(join(path, basename(grouped)), sizes.get(grouped) ?? 0);
  return {
    title: basename(path),
    mix: song.mixPath === null ? null : fileOf(song.mixPath),
    stems: song.stemPaths.map(({ path: stemPath, stem }) => ({ stem, file: fileOf(stemPath) })),
  };
}

/** The bytes of a file. @throws SegueError `file-not-found`, `bad-arguments` */
export async function readBytes(path: string): Promise<Uint8Array> {
  await assertFile(path);
  return readFile(path);
}

/** @throws SegueError `file-not-found`, or `bad-arguments` for a folder */
export async function assertFile(path: string): Promise<void> {
  const info = await statOrFail(path);
  if (info.isDirectory()) {
    throw new SegueError('bad-arguments', `"${path}" is a folder; an audio file is needed here.`);
  }
}

function sourceFile(path: string, sizeBytes: number): SourceFile {
  return { name: basename(path), sizeBytes, read: () => readBytes(path) };
}

export function titleOf(path: string): string {
  return basename(path, extname(path));
}

async function statOrFail(path: string) {
  try {
    return await stat(path);
  } catch {
    throw new SegueError('file-not-found', `There is no file or folder "${path}". Check the path.`);
  }
}
