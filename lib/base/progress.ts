/** How long work reports on itself and is cancelled. */
import { SegueError } from './errors';

/** One report: what is being done and how far it has come, 0 to 1. */
export interface Progress {
  /** What is being done, for the user: "Finding the beat". */
  step: string;
  /** Share of the whole task that is done, 0 to 1. */
  fraction: number;
}

export type ReportProgress = (progress: Progress) => void;

/** What every long-running function of lib takes. */
export interface TaskOptions {
  signal?: AbortSignal;
  onProgress?: ReportProgress;
}

/** @throws SegueError `aborted` once the signal has been aborted. */
export function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) throw new SegueError('aborted', 'Cancelled.');
}

/** Maps a sub-task's own 0 to 1 into the span `from` to `to` of the whole task. */
export function subProgress(
  onProgress: ReportProgress | undefined,
  from: number,
  to: number,
): ReportProgress {
  return ({ step, fraction }) => onProgress?.({ step, fraction: from + (to - from) * fraction });
}

/** Gives the event loop a turn, so that messages (a cancel, say) get in between two pieces of work. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
