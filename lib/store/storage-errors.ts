/** What the browser says when it cannot store, as sentences for the user. */
import { SegueError } from '@/lib/base/errors';

/** Runs work that writes; a full disk becomes a result that can be acted on. */
export async function withStorageErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): unknown {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') {
    return new SegueError(
      'storage-full',
      'The browser has no room left for this. Delete songs or remixes you no longer need, or free space on the disk, and try again. Everything stored before is still there.',
      { cause: error },
    );
  }
  if (name === 'InvalidStateError' || name === 'UnknownError' || name === 'SecurityError') {
    return new SegueError(
      'storage-unavailable',
      'The browser does not let Segue store anything here. Leave private browsing, or allow this page to store data, and reload.',
      { cause: error },
    );
  }
  return error;
}
