/** The page's end of the library worker. */
import type { LibraryWorkerApi } from '@/workers/library.worker';
import { WorkerClient } from './worker-client';

export const askLibrary = new WorkerClient<LibraryWorkerApi>(
  () => new Worker(new URL('../../workers/library.worker.ts', import.meta.url), { type: 'module' }),
  'The library could not be reached in this browser. Reload the page and try again.',
).ask;
