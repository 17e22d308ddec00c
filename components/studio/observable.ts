/** A value that can be watched: what the pages share outlives any one of them. */
export class Observable<T> {
  private readonly listeners = new Set<() => void>();

  /** @param first what a page that is drawn on the server shows */
  constructor(
    private readonly first: T,
    private value: T = first,
  ) {}

  /** Bound, so that React can be given them as they are. */
  readonly get = (): T => this.value;

  /** What the value was before anything changed it: the page as the server drew it shows this. */
  readonly getFirst = (): T => this.first;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const listener of [...this.listeners]) listener();
  }

  update(change: (value: T) => T): void {
    this.set(change(this.value));
  }
}
