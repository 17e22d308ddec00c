/**
 * The page's end of the render workers: parts of plans as they are asked for. All parts of a plan come from
 * the same worker, which has what is stretched for it at hand.
 */
import type { Remote } from 'comlink';
import { SegueError } from '@/lib/base/errors';
import type { TaskOptions } from '@/lib/base/progress';
import type { ExportFormat } from '@/lib/studio/export/export-formats';
import type { StoredExportRequest } from '@/lib/studio/export/stored-export';
import type { PlanPart, PlanPartRequest } from '@/lib/studio/plan-listening';
import type { Outcome } from '@/workers/outcome';
import type { RenderWorkerApi } from '@/workers/render.worker';
import { type WhileAsked, WorkerClient } from '../studio/worker-client';

/** Each holds the stems of the pair: more than two take more memory than they save time. */
const MOST_WORKERS = 2;

const STOPPED =
  'The browser stopped the preview: it may have run out of memory. Close other tabs and press play again. Nothing stored was lost.';

export class RenderClient {
  private readonly workers: readonly WorkerClient<RenderWorkerApi>[];
  private readonly workerByPlan = new Map<string, number>();
  private taskCount = 0;

  constructor(workers = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency >> 1))) {
    this.workers = Array.from({ length: workers }, () => new WorkerClient(openWorker, STOPPED));
  }

  /** Starts a worker ahead of need. What goes wrong is told when it is needed. */
  wake(): void {
    this.workers[0].ask((api) => api.wake()).catch(() => undefined);
  }

  /** @throws SegueError `aborted`, `worker-failed`, or what rendering throws */
  async part(request: PlanPartRequest, signal?: AbortSignal): Promise<PlanPart> {
    return this.run(
      request.plan.id,
      (api, task, whileAsked) => api.planPart(task, request, whileAsked(ignore)),
      signal,
    );
  }

  /**
   * A stored remix as a file, written to a place or handed back.
   * @throws SegueError `aborted`, `worker-failed`, `storage-full`, or what rendering throws
   */
  async export(
    request: StoredExportRequest & { format: ExportFormat },
    place: FileSystemFileHandle | null,
    { signal, onProgress = ignore }: TaskOptions,
  ): Promise<Blob | null> {
    return this.run<Blob | null>(
      request.planId,
      (api, task, whileAsked) => api.exportRemix(task, request, place, whileAsked(onProgress)),
      signal,
    );
  }

  private async run<T>(
    planId: string,
    work: (
      api: Remote<RenderWorkerApi>,
      task: string,
      whileAsked: WhileAsked,
    ) => Promise<Outcome<T>>,
    signal?: AbortSignal,
  ): Promise<T> {
    if (signal?.aborted) throw cancelled();
    const worker = this.workerFor(planId);
    this.taskCount += 1;
    const task = `task-${this.taskCount}`;
    const onAbort = () => worker.tell((api) => api.cancel(task));
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await worker.ask((api, whileAsked) => work(api, task, whileAsked));
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Gives the workers' memory back; whatever is asked for afterwards starts them anew. */
  dispose(): void {
    for (const worker of this.workers) worker.end();
  }

  private workerFor(planId: string): WorkerClient<RenderWorkerApi> {
    let index = this.workerByPlan.get(planId);
    if (index === undefined) {
      index = this.workerByPlan.size % this.workers.length;
      this.workerByPlan.set(planId, index);
    }
    return this.workers[index];
  }
}

function openWorker(): Worker {
  return new Worker(new URL('../../workers/render.worker.ts', import.meta.url), { type: 'module' });
}

function ignore(): void {}

function cancelled(): SegueError {
  return new SegueError('aborted', 'Cancelled.');
}
