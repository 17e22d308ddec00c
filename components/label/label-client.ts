/** The page's end of the worker that prepares pairs, one after another in the order asked for, and takes in answers. */
import type { ReportProgress } from '@/lib/base/progress';
import type { LabelQuality } from '@/lib/labels/quality/label-quality';
import type { LabelImport } from '@/lib/store/label-store';
import type { PairRequest, PreparedPair } from '@/lib/studio/label-pairs';
import type { RatingRequests } from '@/lib/studio/rating-requests';
import type { LabelWorkerApi } from '@/workers/label.worker';
import { WorkerClient } from '../studio/worker-client';

/** The worker's name for the one import at a time. */
const IMPORT = 'import';

export class LabelClient {
  private readonly worker = new WorkerClient<LabelWorkerApi>(
    () => new Worker(new URL('../../workers/label.worker.ts', import.meta.url), { type: 'module' }),
    'The browser stopped this. Close other tabs and try again: every answer so far is stored.',
  );
  private queue: Promise<unknown> = Promise.resolve();
  private count = 0;

  /** @throws SegueError `worker-failed`, or what preparing throws */
  prepare(request: PairRequest, onProgress: ReportProgress): Promise<PreparedPair> {
    const turn = this.queue.then(() => {
      this.count += 1;
      const task = `pair-${this.count}`;
      return this.worker.ask((api, whileAsked) =>
        api.preparePair(task, request, whileAsked(onProgress)),
      );
    });
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** @throws SegueError `worker-failed` */
  ratingRequests(): Promise<RatingRequests> {
    return this.worker.ask((api) => api.ratingRequests());
  }

  /** @throws SegueError `worker-failed` */
  quality(): Promise<{ quality: LabelQuality; unreadable: number }> {
    return this.worker.ask((api) => api.quality());
  }

  /** @throws SegueError `worker-failed`, `storage-full`, `aborted`; what was stored until then stays */
  importLabels(file: File, onProgress: ReportProgress): Promise<LabelImport> {
    return this.worker.ask((api, whileAsked) =>
      api.importLabels(IMPORT, file, whileAsked(onProgress)),
    );
  }

  cancelImport(): void {
    this.worker.tell((api) => api.cancel(IMPORT));
  }

  dispose(): void {
    this.worker.end();
  }
}
