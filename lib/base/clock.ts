/** Time as it is handed in: tests and replays bring their own. */

export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  nowMs(): number;
  /** Waits; `cancel` ends the wait without resolving it. */
  wait(ms: number): { done: Promise<void>; cancel: () => void };
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wait(ms) {
    let timer: ReturnType<typeof setTimeout>;
    const done = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    return { done, cancel: () => clearTimeout(timer) };
  },
};
