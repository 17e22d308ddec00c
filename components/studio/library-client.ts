/** The page's end of the library worker: its answers as values, its failures as exceptions. */
import { type Remote, wrap } from 'comlink';
import { SegueError } from '@/lib/base/errors';
import type { LibraryWorkerApi } from '@/workers/library.worker';
import type { Outcome } from '@/workers/outcome';

type Api = Remote<LibraryWorkerApi>;

let worker: Api | undefined;

/** Asks the worker, which is started on first use. */
export async function askLibrary<T>(ask: (api: Api) => Promise<Outcome<T>>): Promise<T> {
  worker ??= wrap<LibraryWorkerApi>(
    new Worker(new URL('../../workers/library.worker.ts', import.meta.url), { type: 'module' }),
  );
  return unwrap(await ask(worker));
}

/** @throws SegueError as it was thrown in the worker */
export function unwrap<T>(answer: Outcome<T>): T {
  if (answer.ok) return answer.value;
  throw new SegueError(answer.error.code, answer.error.message);
}
