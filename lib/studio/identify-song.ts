/** What makes a song the same song: the content of its files, whatever they are called. */
import { SegueError } from '@/lib/base/errors';
import { sha256Hex } from '@/lib/base/hash';
import { type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { assertLoadable, type SongInput } from './song-input';

/**
 * Hash of the content of all files with their roles. Cheap beside decoding, so that a song that is known
 * is recognised before any work is done.
 * @throws SegueError `stems-incomplete` without files, `song-too-long`, `aborted`
 */
export async function identifySong(
  { mix, stems }: SongInput,
  { signal, onProgress }: TaskOptions = {},
): Promise<string> {
  const files = [
    ...(mix ? [{ role: 'mix', file: mix }] : []),
    ...stems.map(({ stem, file }) => ({ role: stem as string, file })),
  ];
  if (files.length === 0) {
    throw new SegueError('stems-incomplete', 'There is no audio here. Give a song or its stems.');
  }
  const prints: string[] = [];
  for (const { role, file } of files) {
    throwIfAborted(signal);
    onProgress?.({ step: 'Reading the file', fraction: prints.length / files.length });
    assertLoadable(file);
    const track = file.track === undefined ? '' : `#${file.track}`;
    prints.push(`${role}${track}:${await sha256Hex(await file.read())}`);
  }
  // Sorted: the same files are the same song in whatever order they come.
  return sha256Hex(new TextEncoder().encode(prints.sort().join()));
}
