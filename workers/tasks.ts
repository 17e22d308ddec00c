/** The running tasks of a worker, each of which can be cancelled by a message. */
import type { ReportProgress, TaskOptions } from '@/lib/base/progress';
import { type Outcome, outcome } from './outcome';

/** A page repaints no faster than it can be read. */
const REPORT_INTERVAL_MS = 80;

export function createTasks() {
  const running = new Map<string, AbortController>();
  return {
    /** Runs work under a name chosen by the page. */
    async run<T>(
      name: string,
      onProgress: ReportProgress,
      work: (options: TaskOptions) => Promise<T>,
    ): Promise<Outcome<T>> {
      const controller = new AbortController();
      running.set(name, controller);
      try {
        return await outcome(() =>
          work({ signal: controller.signal, onProgress: throttled(onProgress) }),
        );
      } finally {
        running.delete(name);
      }
    },
    cancel(name: string): void {
      running.get(name)?.abort();
    },
  };
}

/** Passes on the first report of each step, and then as many as can be seen. */
function throttled(report: ReportProgress): ReportProgress {
  let lastStep = '';
  let lastMs = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const nowMs = performance.now();
    if (progress.step === lastStep && nowMs - lastMs < REPORT_INTERVAL_MS) return;
    lastStep = progress.step;
    lastMs = nowMs;
    report(progress);
  };
}
