/** The models that are stored, those on their way, and the engine that songs are taken apart with. */
import { transfer } from 'comlink';
import type { Progress } from '@/lib/base/progress';
import { downloadModel } from '@/lib/onnx/download-model';
import type { RegisteredModel } from '@/lib/onnx/model-registry';
import { ENGINE_WISHES, type EngineChoice, type EngineWish } from '@/lib/stems/choose-engine';
import type { StoredModel } from '@/lib/store/model-store';
import { askModels } from './models-client';
import type { Notices } from './notices';
import { Observable } from './observable';
import { outsideFetch } from './outside-fetch';

const WISH_KEY = 'segue.engine';

export interface ModelDownload {
  progress: Progress;
  controller: AbortController;
}

export class Models {
  /** null until it is known. */
  readonly stored = new Observable<StoredModel[] | null>(null);
  /** By the model's id. */
  readonly downloads = new Observable<Record<string, ModelDownload>>({});
  /** Whether a file of the user's is being tried. */
  readonly isAdding = new Observable(false);
  readonly wish = new Observable<EngineWish>('best');
  /** What the wish comes to here; null until it is known. */
  readonly choice = new Observable<EngineChoice | null>(null);

  private loading: Promise<void> | undefined;

  constructor(
    private readonly notices: Notices,
    private readonly onChanged: () => void,
  ) {}

  /** What the user has chosen before. */
  recallWish(): void {
    const kept = localStorage.getItem(WISH_KEY);
    this.wish.set(ENGINE_WISHES.find((wish) => wish === kept) ?? 'best');
  }

  /** Looks at what there is, once: pages that show it ask for it. */
  load(): void {
    this.loading ??= this.refresh();
  }

  setWish(wish: EngineWish): void {
    localStorage.setItem(WISH_KEY, wish);
    this.wish.set(wish);
    void this.refresh();
  }

  /** Fetches it from where the registry says; a download that broke off goes on. */
  async download(model: RegisteredModel): Promise<void> {
    const { id } = model;
    if (this.downloads.get()[id]) return;
    const controller = new AbortController();
    const show = (progress: Progress) =>
      this.downloads.update((all) => ({ ...all, [id]: { progress, controller } }));
    show({ step: 'Connecting', fraction: 0 });
    try {
      await downloadModel(model, {
        fetch: outsideFetch,
        signal: controller.signal,
        onProgress: show,
        file: {
          size: () => askModels((api) => api.partialBytes(id)),
          append: (bytes) => askModels((api) => api.append(id, transfer(bytes, [bytes.buffer]))),
          clear: () => askModels((api) => api.clear(id)),
        },
      });
      show({ step: 'Checking', fraction: 1 });
      await askModels((api) => api.finish(id));
    } catch (thrown) {
      this.notices.fail(thrown, model.name);
    } finally {
      this.downloads.update(({ [id]: _, ...others }) => others);
      await this.refresh();
    }
  }

  cancelDownload(id: string): void {
    this.downloads.get()[id]?.controller.abort();
  }

  async addFile(file: File): Promise<void> {
    this.isAdding.set(true);
    try {
      const { name } = await askModels((api) => api.add(file));
      this.notices.add({ tone: 'success', message: `"${name}" is kept and ready.` });
    } catch (thrown) {
      this.notices.fail(thrown, file.name);
    } finally {
      this.isAdding.set(false);
      await this.refresh();
    }
  }

  async delete(id: string): Promise<void> {
    try {
      await askModels((api) => api.delete(id));
    } catch (thrown) {
      this.notices.fail(thrown);
    }
    await this.refresh();
  }

  private async refresh(): Promise<void> {
    try {
      this.stored.set(await askModels((api) => api.models()));
    } catch {
      // A browser that keeps no files has no models: the quick split needs none.
      this.stored.set([]);
    }
    this.choice.set(await askModels((api) => api.engineAtHand(this.wish.get())).catch(() => null));
    this.onChanged();
  }
}
