/** The page's end of the worker that keeps models. */
import { type Remote, wrap } from 'comlink';
import { SegueError } from '@/lib/base/errors';
import type { ModelsWorkerApi } from '@/workers/models.worker';
import type { Outcome } from '@/workers/outcome';
import { unwrap } from './library-client';

type Api = Remote<ModelsWorkerApi>;

interface Running {
  api: Api;
  failed: Promise<never>;
}

let running: Running | undefined;

/** Asks the worker, which is started on first use and anew after it has failed. */
export async function askModels<T>(ask: (api: Api) => Promise<Outcome<T>>): Promise<T> {
  running ??= start();
  const { api, failed } = running;
  return unwrap(await Promise.race([ask(api), failed]));
}

function start(): Running {
  const worker = new Worker(new URL('../../workers/models.worker.ts', import.meta.url), {
    type: 'module',
  });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => {
      worker.terminate();
      running = undefined;
      reject(
        new SegueError(
          'worker-failed',
          'The models could not be reached in this browser. Reload the page and try again.',
        ),
      );
    });
  });
  failed.catch(() => {});
  return { api: wrap<ModelsWorkerApi>(worker), failed };
}
