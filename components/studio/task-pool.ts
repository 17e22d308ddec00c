/**
 * Several studio workers side by side: a task goes to the first that is free, in the order in which they
 * were asked for. When there is nothing left to do all are ended, which gives their memory back.
 */
import { SegueError } from '@/lib/base/errors';

/** A worker's end, as far as a pool needs it. */
export interface Pooled {
  /** Gives back what it holds; it may be used again. */
  end(): void;
}

export class TaskPool<Runner extends Pooled> {
  private readonly idle: Runner[];
  private readonly waiting: ((runner: Runner) => void)[] = [];

  constructor(private readonly runners: readonly Runner[]) {
    this.idle = [...runners];
  }

  /** @throws SegueError `aborted` at once while it waits for its turn, or what the work throws */
  async run<T>(signal: AbortSignal, work: (runner: Runner) => Promise<T>): Promise<T> {
    const runner = this.idle.shift() ?? (await this.nextFree(signal));
    try {
      return await work(runner);
    } finally {
      this.release(runner);
    }
  }

  private nextFree(signal: AbortSignal): Promise<Runner> {
    return new Promise((resolve, reject) => {
      const take = (runner: Runner) => {
        signal.removeEventListener('abort', leave);
        resolve(runner);
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(take), 1);
        reject(new SegueError('aborted', 'Cancelled.'));
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(take);
    });
  }

  private release(runner: Runner): void {
    const next = this.waiting.shift();
    if (next) {
      next(runner);
      return;
    }
    this.idle.push(runner);
    if (this.idle.length === this.runners.length) for (const rested of this.idle) rested.end();
  }
}
