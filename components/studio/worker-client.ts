/** The page's end of a worker: its answers as values, its failures as exceptions. */
import { type ProxyMarked, proxy, type Remote, wrap } from 'comlink';
import { SegueError } from '@/lib/base/errors';
import type { Outcome } from '@/workers/outcome';

interface Running<Api> {
  worker: Worker;
  api: Remote<Api>;
  /** Rejects when the worker cannot start or falls over. */
  failed: Promise<never>;
}

/**
 * Makes a listener for what a worker reports until it has answered. Reports go through a channel of their
 * own and may come after the answer: those are let go, or what has ended would seem to be under way.
 */
export type WhileAsked = <Args extends unknown[]>(
  listener: (...report: Args) => void,
) => ((...report: Args) => void) & ProxyMarked;

/** Asks a worker, which is started on first use and anew after it has failed or was ended. */
export class WorkerClient<Api> {
  private running: Running<Api> | undefined;

  /**
   * @param open starts the worker
   * @param unreachable what the user is told where it fails
   */
  constructor(
    private readonly open: () => Worker,
    private readonly unreachable: string,
  ) {}

  /**
   * Bound, so that it can be handed on.
   * @throws SegueError `worker-failed`, and as it was thrown in the worker
   */
  readonly ask = async <T>(
    question: (api: Remote<Api>, whileAsked: WhileAsked) => Promise<Outcome<T>>,
  ): Promise<T> => {
    this.running ??= this.start();
    const { api, failed } = this.running;
    let isAsked = true;
    const whileAsked: WhileAsked = (listener) =>
      proxy((...report) => {
        if (isAsked) listener(...report);
      });
    try {
      return unwrap(await Promise.race([question(api, whileAsked), failed]));
    } finally {
      isAsked = false;
    }
  };

  /** Says something that needs no answer; where no worker runs there is nobody to hear it. */
  tell(message: (api: Remote<Api>) => unknown): void {
    if (this.running) void message(this.running.api);
  }

  /** Gives the worker's memory back. */
  end(): void {
    this.running?.worker.terminate();
    this.running = undefined;
  }

  private start(): Running<Api> {
    const worker = this.open();
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', () => {
        this.end();
        reject(new SegueError('worker-failed', this.unreachable));
      });
    });
    // Whoever asks is told; where nobody does, there is nobody to tell.
    failed.catch(() => {});
    return { worker, api: wrap<Api>(worker), failed };
  }
}

/** @throws SegueError as it was thrown in the worker */
export function unwrap<T>(answer: Outcome<T>): T {
  if (answer.ok) return answer.value;
  throw new SegueError(answer.error.code, answer.error.message);
}
