/** The models that are stored: what there is, what comes in, what goes. */
import { expose } from 'comlink';
import { SegueError } from '@/lib/base/errors';
import { registeredModel } from '@/lib/onnx/model-registry';
import type { EngineWish } from '@/lib/stems/choose-engine';
import { readModelForm } from '@/lib/stems/htdemucs/model-form';
import type { ModelStore } from '@/lib/store/model-store';
import { openModelStore } from './open-models';
import { outcome } from './outcome';
import { openNetwork } from './remote-network';
import { engineAtHand } from './separator';

const api = {
  /** Those that are here, and how much has come of those on their way. */
  models: () =>
    outcome(async () => {
      const store = await opened();
      return store.list();
    }),
  partialBytes: (id: string) => outcome(async () => (await opened()).partialBytes(id)),
  append: (id: string, bytes: Uint8Array) =>
    outcome(async () => (await opened()).partial(id).append(bytes)),
  clear: (id: string) => outcome(async () => (await opened()).partial(id).clear()),
  /** The download is complete: checked and kept. */
  finish: (id: string) =>
    outcome(async () => {
      const model = registeredModel(id);
      if (!model) throw new Error(`no model ${id}`);
      return (await opened()).finish(model);
    }),
  /** A file from the user's disk, tried before it is kept. */
  add: (file: File) =>
    outcome(async () => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const network = await openNetwork(bytes, file.name, 'wasm');
      try {
        readModelForm(network);
      } finally {
        await network.release();
      }
      return (await opened()).add({ name: file.name, bytes });
    }),
  delete: (id: string) => outcome(async () => (await opened()).delete(id)),
  engineAtHand: (wish: EngineWish) => outcome(() => engineAtHand(wish)),
};

async function opened(): Promise<ModelStore> {
  const store = await openModelStore();
  if (store) return store;
  throw new SegueError(
    'storage-unavailable',
    'This browser keeps no files for Segue, so it cannot keep a model. Leave private browsing, or use a newer browser.',
  );
}

export type ModelsWorkerApi = typeof api;

expose(api);
