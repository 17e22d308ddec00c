/** The page's end of the worker that keeps models. */
import type { ModelsWorkerApi } from '@/workers/models.worker';
import { WorkerClient } from './worker-client';

export const askModels = new WorkerClient<ModelsWorkerApi>(
  () => new Worker(new URL('../../workers/models.worker.ts', import.meta.url), { type: 'module' }),
  'The models could not be reached in this browser. Reload the page and try again.',
).ask;
