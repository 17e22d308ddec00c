/** Files that a user has chosen a place for. */
import { SegueError } from '@/lib/base/errors';

/** What is asked of a place: a part of `FileSystemFileHandle`. */
export interface WritablePlace {
  createWritable(): Promise<
    Pick<FileSystemWritableFileStream, 'write' | 'close'> & { abort(): Promise<void> }
  >;
}

/**
 * Writes pieces as they come. The browser puts the file in its place when it is closed, and never where that
 * does not happen: neither where the disk is full nor where the tab is closed meanwhile.
 * @throws SegueError `storage-full` where it cannot be written, and what making the pieces throws
 */
export async function writeTo(
  place: WritablePlace,
  pieces: AsyncIterable<Uint8Array>,
): Promise<null> {
  const file = await place.createWritable().catch(notWritten);
  try {
    for await (const piece of pieces) {
      await file.write(piece as Uint8Array<ArrayBuffer>).catch(notWritten);
    }
    await file.close().catch(notWritten);
  } catch (cause) {
    await file.abort().catch(() => undefined);
    throw cause;
  }
  return null;
}

function notWritten(): never {
  throw new SegueError(
    'storage-full',
    'The file could not be written. Free some space or choose another folder, and export again; no half of it was left.',
  );
}
