/**
 * The page's end of a studio worker: one task at a time, in the order in which they were asked for. A
 * cancel is a message; a worker that does not hear it in time is ended, and the next task gets a new one.
 */
import { proxy, type Remote, wrap } from 'comlink';
import { SegueError } from '@/lib/base/errors';
import type { ReportProgress } from '@/lib/base/progress';
import type { Outcome } from '@/workers/outcome';
import type { StudioWorkerApi } from '@/workers/studio.worker';
import { unwrap } from './worker-client';

type Api = Remote<StudioWorkerApi>;

/** How long a worker may go on after a cancel. */
const CANCEL_GRACE_MS = 1500;

/** A task as the worker is asked for it. */
export type StudioWork<T> = (
  api: Api,
  task: string,
  onProgress: ReportProgress,
) => Promise<Outcome<T>>;

export interface RunOptions {
  signal: AbortSignal;
  onProgress: ReportProgress;
  /** Called when its turn has come. */
  onStart?: () => void;
}

export class TaskRunner {
  private worker: Worker | undefined;
  private api: Api | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private taskCount = 0;

  /** @throws SegueError `aborted`, `worker-failed`, or what the task throws */
  run<T>(work: StudioWork<T>, options: RunOptions): Promise<T> {
    const turn = this.queue.then(() => this.runNow(work, options));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private runNow<T>(work: StudioWork<T>, { signal, onProgress, onStart }: RunOptions): Promise<T> {
    if (signal.aborted) return Promise.reject(cancelled());
    onStart?.();
    const { worker, api } = this.started();
    this.taskCount += 1;
    const task = `task-${this.taskCount}`;
    return new Promise<T>((resolve, reject) => {
      let grace: ReturnType<typeof setTimeout> | undefined;
      const onAbort = () => {
        void api.cancel(task);
        grace = setTimeout(() => {
          this.end();
          settle(() => reject(cancelled()));
        }, CANCEL_GRACE_MS);
      };
      const onError = (event: ErrorEvent) => {
        this.end();
        settle(() => reject(workerFailed(event.message)));
      };
      const settle = (finish: () => void) => {
        clearTimeout(grace);
        signal.removeEventListener('abort', onAbort);
        worker.removeEventListener('error', onError);
        finish();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      worker.addEventListener('error', onError);
      work(api, task, proxy(onProgress)).then(
        (answer) => settle(() => resolveWith(answer, resolve, reject)),
        (error) => settle(() => reject(error)),
      );
    });
  }

  private started(): { worker: Worker; api: Api } {
    if (!this.worker || !this.api) {
      this.worker = new Worker(new URL('../../workers/studio.worker.ts', import.meta.url), {
        type: 'module',
      });
      this.api = wrap<StudioWorkerApi>(this.worker);
    }
    return { worker: this.worker, api: this.api };
  }

  /** Ends the worker and gives its memory back; the next task gets a new one. */
  end(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.api = undefined;
  }
}

function resolveWith<T>(
  answer: Outcome<T>,
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): void {
  try {
    resolve(unwrap(answer));
  } catch (error) {
    reject(error);
  }
}

function cancelled(): SegueError {
  return new SegueError('aborted', 'Cancelled.');
}

function workerFailed(detail: string): SegueError {
  return new SegueError(
    'worker-failed',
    `The browser stopped this task (${detail || 'it may have run out of memory'}). Close other tabs or use a shorter song, and try again. Nothing stored was lost.`,
  );
}
