/**
 * The page's end of a studio worker: one task at a time, in the order in which they were asked for. A
 * cancel is a message; a worker that does not hear it in time is ended, and the next task gets a new one.
 */
import type { Remote } from 'comlink';
import { SegueError } from '@/lib/base/errors';
import type { ReportProgress } from '@/lib/base/progress';
import type { Outcome } from '@/workers/outcome';
import type { StudioWorkerApi } from '@/workers/studio.worker';
import { type WhileAsked, WorkerClient } from './worker-client';

type Api = Remote<StudioWorkerApi>;

/** How long a worker may go on after a cancel. */
const CANCEL_GRACE_MS = 1500;
const STOPPED =
  'The browser stopped this task: it may have run out of memory. Close other tabs or use a shorter song, and try again. Nothing stored was lost.';

/** A task as the worker is asked for it, with what makes a listener for more than its progress. */
export type StudioWork<T> = (
  api: Api,
  task: string,
  onProgress: ReportProgress,
  whileAsked: WhileAsked,
) => Promise<Outcome<T>>;

export interface RunOptions {
  signal: AbortSignal;
  onProgress: ReportProgress;
  /** Called when its turn has come. */
  onStart?: () => void;
}

export class TaskRunner {
  private readonly worker = new WorkerClient<StudioWorkerApi>(openWorker, STOPPED);
  private queue: Promise<unknown> = Promise.resolve();
  private taskCount = 0;

  /** @throws SegueError `aborted`, at once while it waits for its turn, `worker-failed`, or what the task throws */
  run<T>(work: StudioWork<T>, options: RunOptions): Promise<T> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      const leave = () => reject(cancelled());
      signal.addEventListener('abort', leave, { once: true });
      const turn = this.queue.then(() => {
        signal.removeEventListener('abort', leave);
        return this.runNow(work, options);
      });
      this.queue = turn.catch(() => undefined);
      turn.then(resolve, reject);
    });
  }

  private async runNow<T>(
    work: StudioWork<T>,
    { signal, onProgress, onStart }: RunOptions,
  ): Promise<T> {
    if (signal.aborted) throw cancelled();
    onStart?.();
    this.taskCount += 1;
    const task = `task-${this.taskCount}`;
    let grace: ReturnType<typeof setTimeout> | undefined;
    let onAbort = () => {};
    const graceOver = new Promise<never>((_, reject) => {
      onAbort = () => {
        this.worker.tell((api) => api.cancel(task));
        grace = setTimeout(() => {
          this.end();
          reject(cancelled());
        }, CANCEL_GRACE_MS);
      };
    });
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const answer = this.worker.ask((api, whileAsked) =>
        work(api, task, whileAsked(onProgress), whileAsked),
      );
      return await Promise.race([answer, graceOver]);
    } finally {
      clearTimeout(grace);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Ends the worker and gives its memory back; the next task gets a new one. */
  end(): void {
    this.worker.end();
  }
}

function openWorker(): Worker {
  return new Worker(new URL('../../workers/studio.worker.ts', import.meta.url), { type: 'module' });
}

function cancelled(): SegueError {
  return new SegueError('aborted', 'Cancelled.');
}
