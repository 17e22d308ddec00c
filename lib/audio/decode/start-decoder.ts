/** Starting a decoder: its WASM is fetched and compiled on first use. */
import { SegueError } from '@/lib/base/errors';

/** The smallest WASM module there is: the magic number and the version. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/**
 * Runs the code that loads and starts a decoder. When that fails the file is not to blame.
 * @throws SegueError `worker-failed`
 */
export async function startDecoder<T>(name: string, start: () => Promise<T>): Promise<T> {
  try {
    // Where WASM is forbidden (a content policy, a browser's lockdown mode) some decoders wait for ever.
    await WebAssembly.compile(EMPTY_MODULE);
    return await start();
  } catch (error) {
    throw new SegueError(
      'worker-failed',
      `The decoder for ${name} could not be started: a part of Segue did not load, or the browser ` +
        'forbids WebAssembly. Reload the page, or use another browser.',
      { cause: error },
    );
  }
}
