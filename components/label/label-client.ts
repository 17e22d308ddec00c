/** The page's end of the worker that prepares pairs: one after another, in the order asked for. */
import { proxy, type Remote, wrap } from 'comlink';
import { SegueError } from '@/lib/base/errors';
import type { ReportProgress } from '@/lib/base/progress';
import type { PairRequest, PreparedPair } from '@/lib/studio/label-pairs';
import type { RatingRequests } from '@/lib/studio/rating-requests';
import type { LabelWorkerApi } from '@/workers/label.worker';
import { unwrap } from '../studio/worker-client';

interface Running {
  worker: Worker;
  api: Remote<LabelWorkerApi>;
  /** Rejects when the worker falls over. */
  failed: Promise<never>;
}

export class LabelClient {
  private running: Running | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private count = 0;

  /** @throws SegueError `worker-failed`, or what preparing throws */
  prepare(request: PairRequest, onProgress: ReportProgress): Promise<PreparedPair> {
    const turn = this.queue.then(() => this.prepareNow(request, onProgress));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** @throws SegueError `worker-failed` */
  async ratingRequests(): Promise<RatingRequests> {
    this.running ??= this.start();
    const { api, failed } = this.running;
    return unwrap(await Promise.race([api.ratingRequests(), failed]));
  }

  dispose(): void {
    this.running?.worker.terminate();
    this.running = null;
  }

  private async prepareNow(
    request: PairRequest,
    onProgress: ReportProgress,
  ): Promise<PreparedPair> {
    this.running ??= this.start();
    const { api, failed } = this.running;
    this.count += 1;
    const answer = api.preparePair(`pair-${this.count}`, request, proxy(onProgress));
    return unwrap(await Promise.race([answer, failed]));
  }

  private start(): Running {
    const worker = new Worker(new URL('../../workers/label.worker.ts', import.meta.url), {
      type: 'module',
    });
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', () => {
        worker.terminate();
        this.running = null;
        reject(
          new SegueError(
            'worker-failed',
            'The browser stopped preparing this pair. Close other tabs and try again: every answer so far is stored.',
          ),
        );
      });
    });
    failed.catch(() => undefined);
    return { worker, api: wrap<LabelWorkerApi>(worker), failed };
  }
}
