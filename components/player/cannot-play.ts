import { SegueError } from '@/lib/base/errors';

/** What the browser says when it cannot play, as a sentence. */
export function cannotPlay(thrown: unknown): SegueError {
  if (thrown instanceof SegueError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new SegueError(
    'internal',
    `The sound could not be played (${detail}). Check that the computer has a sound output, and try again.`,
  );
}
