/** Starts the process that separates a song, and listens to it. */
import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { SegueError } from '@/lib/base/errors';
import type { ReportProgress } from '@/lib/base/progress';
import type { ProcessMessage, ProcessTask } from './messages';

export type ProcessResult = Omit<Extract<ProcessMessage, { kind: 'done' }>, 'kind'>;

/** From the project's folder, in which the server runs. */
const SCRIPT = ['server', 'separation', 'separation-process.ts'];

/**
 * @param onStarted told the number of the process
 * @throws SegueError what separating throws; `aborted`; `worker-failed` where the process dies
 */
export function runSeparationProcess(
  task: ProcessTask,
  signal: AbortSignal,
  onProgress: ReportProgress,
  onStarted?: (processId: number) => void,
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = fork(
      join(/* turbopackIgnore: true */ process.cwd(), ...SCRIPT),
      [JSON.stringify(task)],
      { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    );
    giveWay(child);
    if (child.pid !== undefined) onStarted?.(child.pid);
    const onAbort = () => child.kill('SIGKILL');
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    let outcome: Exclude<ProcessMessage, { kind: 'progress' }> | null = null;
    child.on('message', (message: ProcessMessage) => {
      if (message.kind === 'progress') onProgress(message.progress);
      else outcome = message;
    });
    child.on('error', () => undefined);
    // Only once it has ended are its files its last word.
    child.on('close', (_, killedBy) => {
      signal.removeEventListener('abort', onAbort);
      if (signal.aborted) reject(new SegueError('aborted', 'Cancelled.'));
      else if (outcome?.kind === 'done') resolve(outcome);
      else if (outcome) reject(new SegueError(outcome.error.code, outcome.error.message));
      else reject(died(killedBy));
    });
  });
}

/** Requests come first. */
function giveWay(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not every system lets us; it works all the same.
  }
}

function died(killedBy: NodeJS.Signals | null): SegueError {
  return new SegueError(
    'worker-failed',
    `The server's separation stopped half-way (${killedBy ?? 'it ended by itself'}); it may have run out of memory. Try again with a shorter song, or use the quick split.`,
  );
}
