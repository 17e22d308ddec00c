/** The page's end of a worker: its answers as values, its failures as exceptions. */
import { type Remote, wrap } from 'comlink';
import { SegueError } from '@/lib/base/errors';
import type { Outcome } from '@/workers/outcome';

interface Running<Api> {
  api: Remote<Api>;
  /** Rejects when the worker cannot start or falls over. */
  failed: Promise<never>;
}

/**
 * What asks a worker, which is started on first use and anew after it has failed.
 * @param open starts the worker
 * @param unreachable what the user is told where it fails
 * @throws SegueError `worker-failed`, and as it was thrown in the worker
 */
export function workerClient<Api>(open: () => Worker, unreachable: string) {
  let running: Running<Api> | undefined;
  const start = (): Running<Api> => {
    const worker = open();
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', () => {
        worker.terminate();
        running = undefined;
        reject(new SegueError('worker-failed', unreachable));
      });
    });
    // Whoever asks is told; where nobody does, there is nobody to tell.
    failed.catch(() => {});
    return { api: wrap<Api>(worker), failed };
  };
  return async <T>(ask: (api: Remote<Api>) => Promise<Outcome<T>>): Promise<T> => {
    running ??= start();
    const { api, failed } = running;
    return unwrap(await Promise.race([ask(api), failed]));
  };
}

/** @throws SegueError as it was thrown in the worker */
export function unwrap<T>(answer: Outcome<T>): T {
  if (answer.ok) return answer.value;
  throw new SegueError(answer.error.code, answer.error.message);
}
