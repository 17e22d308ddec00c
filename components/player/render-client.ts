/**
 * The page's end of the render workers: parts of plans as they are asked for. All parts of a plan come from
 * the same worker, which has what is stretched for it at hand.
 */
import { proxy, type Remote, wrap } from 'comlink';
import { SegueError } from '@/lib/base/errors';
import type { PlanPart, PlanPartRequest } from '@/lib/studio/plan-listening';
import type { RenderWorkerApi } from '@/workers/render.worker';
import { unwrap } from '../studio/library-client';

/** Each holds the stems of the pair: more than two take more memory than they save time. */
const MOST_WORKERS = 2;

interface RenderWorker {
  api: Remote<RenderWorkerApi>;
  /** Rejects when the worker cannot start or falls over. */
  failed: Promise<never>;
  end(): void;
}

export class RenderClient {
  private readonly workers: (RenderWorker | undefined)[];
  private readonly workerByPlan = new Map<string, number>();
  private taskCount = 0;

  constructor(workers = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency >> 1))) {
    this.workers = new Array(workers).fill(undefined);
  }

  /** @throws SegueError `aborted`, `worker-failed`, or what rendering throws */
  async part(request: PlanPartRequest, signal?: AbortSignal): Promise<PlanPart> {
    if (signal?.aborted) throw cancelled();
    const { api, failed } = this.workerFor(request.plan.id);
    this.taskCount += 1;
    const task = `part-${this.taskCount}`;
    const onAbort = () => void api.cancel(task);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const answer = await Promise.race([
        api.planPart(
          task,
          request,
          proxy(() => {}),
        ),
        failed,
      ]);
      return unwrap(answer);
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  dispose(): void {
    for (const worker of this.workers) worker?.end();
    this.workers.fill(undefined);
  }

  private workerFor(planId: string): RenderWorker {
    let index = this.workerByPlan.get(planId);
    if (index === undefined) {
      index = this.workerByPlan.size % this.workers.length;
      this.workerByPlan.set(planId, index);
    }
    this.workers[index] ??= this.start(index);
    return this.workers[index] as RenderWorker;
  }

  private start(index: number): RenderWorker {
    const worker = new Worker(new URL('../../workers/render.worker.ts', import.meta.url), {
      type: 'module',
    });
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', ({ message }) => {
        worker.terminate();
        this.workers[index] = undefined;
        reject(
          new SegueError(
            'worker-failed',
            `The browser stopped the preview (${message || 'it may have run out of memory'}). Close other tabs and press play again. Nothing stored was lost.`,
          ),
        );
      });
    });
    failed.catch(() => {});
    return { api: wrap<RenderWorkerApi>(worker), failed, end: () => worker.terminate() };
  }
}

function cancelled(): SegueError {
  return new SegueError('aborted', 'Cancelled.');
}
