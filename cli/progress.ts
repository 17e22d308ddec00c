/** Progress on standard error: one line that is written over, and only where a person watches. */
import type { ReportProgress } from '@/lib/base/progress';

/** A reporter whose lines start with the given words; call `done` before writing anything else. */
export function terminalProgress(prefix: string): { report: ReportProgress; done(): void } {
  const { stderr } = process;
  if (!stderr.isTTY) return { report: () => {}, done: () => {} };
  return {
    report: ({ step, fraction }) => {
      stderr.write(`\r\u001b[K${prefix}: ${step} ${Math.round(fraction * 100)} %`);
    },
    done: () => {
      stderr.write('\r\u001b[K');
    },
  };
}
