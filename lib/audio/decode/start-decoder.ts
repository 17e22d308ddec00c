/** Starting a decoder: its WASM is fetched and compiled on first use. */
import { SegueError } from '@/lib/base/errors';

/**
 * Runs the code that loads and starts a decoder. When that fails the file is not to blame.
 * @throws SegueError `worker-failed`
 */
export async function startDecoder<T>(name: string, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    throw new SegueError(
      'worker-failed',
      `The decoder for ${name} could not be started. Reload the page and try again.`,
      { cause: error },
    );
  }
}
