/** Two real songs to measure on: given by path, or the pair in the shared data. */
import { existsSync } from 'node:fs';
import { songInputFromPath } from '@/cli/files';
import { SegueError } from '@/lib/base/errors';
import { prepareSong } from '@/lib/studio/prepare-song';

/** The pair in the shared data. */
export const SHARED_SONGS = ['../shared/data/songs/lithium', '../shared/data/songs/sodium'];

/** Where they are. @throws SegueError `file-not-found` */
export function twoSongPaths(args: readonly string[]): readonly string[] {
  const paths = args.length === 2 ? args : SHARED_SONGS;
  const missing = paths.find((path) => !existsSync(path));
  if (missing) {
    throw new SegueError(
      'file-not-found',
      `There is no "${missing}". Give the paths of two songs.`,
    );
  }
  return paths;
}

/** Read, taken apart and analysed. @throws SegueError `file-not-found`, and what preparing a song throws */
export async function twoRealSongs(args: readonly string[]) {
  const [a, b] = twoSongPaths(args);
  return { a: await prepare(a), b: await prepare(b) };
}

async function prepare(path: string) {
  const song = await prepareSong(await songInputFromPath(path));
  return { ...song, artist: song.artist ?? '', corrections: [] };
}
