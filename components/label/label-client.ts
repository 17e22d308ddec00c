/** The page's end of the worker that prepares pairs: one after another, in the order asked for. */
import { proxy } from 'comlink';
import type { ReportProgress } from '@/lib/base/progress';
import type { PairRequest, PreparedPair } from '@/lib/studio/label-pairs';
import type { RatingRequests } from '@/lib/studio/rating-requests';
import type { LabelWorkerApi } from '@/workers/label.worker';
import { WorkerClient } from '../studio/worker-client';

export class LabelClient {
  private readonly worker = new WorkerClient<LabelWorkerApi>(
    () => new Worker(new URL('../../workers/label.worker.ts', import.meta.url), { type: 'module' }),
    'The browser stopped preparing this pair. Close other tabs and try again: every answer so far is stored.',
  );
  private queue: Promise<unknown> = Promise.resolve();
  private count = 0;

  /** @throws SegueError `worker-failed`, or what preparing throws */
  prepare(request: PairRequest, onProgress: ReportProgress): Promise<PreparedPair> {
    const turn = this.queue.then(() => {
      this.count += 1;
      const task = `pair-${this.count}`;
      return this.worker.ask((api) => api.preparePair(task, request, proxy(onProgress)));
    });
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** @throws SegueError `worker-failed` */
  ratingRequests(): Promise<RatingRequests> {
    return this.worker.ask((api) => api.ratingRequests());
  }

  dispose(): void {
    this.worker.end();
  }
}
