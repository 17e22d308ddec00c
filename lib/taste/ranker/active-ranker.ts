/** The ranker in use: loaded when first asked for, exchanged while running when another is activated. */
import { loadRanker, type Ranker, type StoredModel } from './ranker';

/** Where the active model is kept: the store in the browser, a file in Node. */
export interface ModelSource {
  /** Changes whenever another model is activated: a record's id, a file's time. */
  revision(): Promise<string>;
  /** null where there is none. */
  read(): Promise<StoredModel | null>;
}

export class ActiveRanker {
  private revision: string | null = null;
  private ranker: Promise<Ranker | null> | null = null;

  constructor(private readonly source: ModelSource) {}

  /**
   * The ranker of the active model, the same one until another is activated; null where none is.
   * @throws SegueError what {@link loadRanker} throws, every time until the model is exchanged
   */
  async current(): Promise<Ranker | null> {
    const revision = await this.source.revision();
    if (this.ranker === null || revision !== this.revision) {
      const former = this.ranker;
      this.revision = revision;
      const ranker = this.load();
      this.ranker = ranker;
      // Where there is none yet, the next request looks again: it may have been out of reach.
      ranker
        .then((found) => {
          if (found === null && this.ranker === ranker) this.ranker = null;
        })
        .catch(() => undefined);
      // whoever still scores with it holds it; what it holds in the runtime is small
      former?.then((old) => old?.release()).catch(() => undefined);
    }
    return this.ranker;
  }

  private async load(): Promise<Ranker | null> {
    const stored = await this.source.read();
    return stored === null ? null : loadRanker(stored);
  }
}
