/** The page's end of the library worker: its answers as values, its failures as exceptions. */
import { type Remote, wrap } from 'comlink';
import { SegueError } from '@/lib/base/errors';
import type { LibraryWorkerApi } from '@/workers/library.worker';
import type { Outcome } from '@/workers/outcome';

type Api = Remote<LibraryWorkerApi>;

interface Running {
  api: Api;
  /** Rejects when the worker cannot start or falls over. */
  failed: Promise<never>;
}

let running: Running | undefined;

/** Asks the worker, which is started on first use and anew after it has failed. */
export async function askLibrary<T>(ask: (api: Api) => Promise<Outcome<T>>): Promise<T> {
  running ??= start();
  const { api, failed } = running;
  return unwrap(await Promise.race([ask(api), failed]));
}

function start(): Running {
  const worker = new Worker(new URL('../../workers/library.worker.ts', import.meta.url), {
    type: 'module',
  });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => {
      worker.terminate();
      running = undefined;
      reject(
        new SegueError(
          'worker-failed',
          'The library could not be reached in this browser. Reload the page and try again.',
        ),
      );
    });
  });
  // Whoever asks is told; where nobody does, there is nobody to tell.
  failed.catch(() => {});
  return { api: wrap<LibraryWorkerApi>(worker), failed };
}

/** @throws SegueError as it was thrown in the worker */
export function unwrap<T>(answer: Outcome<T>): T {
  if (answer.ok) return answer.value;
  throw new SegueError(answer.error.code, answer.error.message);
}
