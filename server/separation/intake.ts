/**
 * Lets uploads in a piece at a time. Many that arrive at once would each bring a piece to every turn of the
 * event loop, and a page, whose answer takes many turns, would wait for all of them in each.
 */
export class Intake {
  private readonly waiting: (() => void)[] = [];

  /** Resolves when it is the caller's turn: one caller a turn of the event loop, in the order of asking. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length === 1) setImmediate(this.letIn);
    });
  }

  private readonly letIn = () => {
    this.waiting.shift()?.();
    if (this.waiting.length > 0) setImmediate(this.letIn);
  };
}
