/** The engine that a worker of the browser takes a song apart with. */
import {
  type Backend,
  chooseEngine,
  type EngineChoice,
  type EngineWish,
} from '@/lib/stems/choose-engine';
import { withFallback } from '@/lib/stems/fallback-separator';
import { createHtdemucsSeparator } from '@/lib/stems/htdemucs/htdemucs-separator';
import { createQuickSeparator } from '@/lib/stems/quick-separator';
import type { Separator } from '@/lib/stems/separator';
import {
  createServerSeparator,
  modelOnServer,
  type SeparationServer,
} from '@/lib/stems/server-separator';
import type { ModelStore } from '@/lib/store/model-store';
import { hasGpu, networkThreads } from './onnx-runtime';
import { openModelStore } from './open-models';
import { openStore, whileSeparating } from './open-store';
import { openNetwork } from './remote-network';

const clockMs = () => performance.now();
const server: SeparationServer = { fetch: (...request) => fetch(...request), url: '/api/separate' };

/** What would be used now, and why. */
export async function engineAtHand(wish: EngineWish): Promise<EngineChoice> {
  const models = await (await openModelStore())?.list();
  const [model = null] = models ?? [];
  return chooseEngine(wish, {
    model,
    serverModel: wish === 'server' ? await modelOnServer(server) : null,
    hasGpu: model !== null && (await hasGpu()),
    threads: networkThreads(),
  });
}

/** @param onNote told what was decided on the way, as sentences */
export async function separatorFor(
  wish: EngineWish,
  onNote: (sentence: string) => void,
): Promise<Separator> {
  const quick = createQuickSeparator(clockMs);
  const choice = await engineAtHand(wish);
  if (choice.engine === 'quick') return quick;
  if (choice.backend === 'server') {
    const { sentSongs } = await openStore();
    return withFallback(createServerSeparator(server, sentSongs, whileSeparating, clockMs), quick);
  }
  const store = await openModelStore();
  if (!store) return quick;
  const { modelId, backend } = choice;
  const model = (await store.list()).find(({ id }) => id === modelId);
  if (!model) return quick;
  return withFallback(createHtdemucs(store, model, backend, onNote), quick);
}

function createHtdemucs(
  store: ModelStore,
  { id, name, sha256, stemOrder }: Awaited<ReturnType<ModelStore['list']>>[number],
  backend: Backend,
  onNote: (sentence: string) => void,
): Separator {
  return createHtdemucsSeparator(
    {
      name,
      sha256,
      stemOrder,
      open: async ({ signal }) =>
        openNetwork(await store.read(id), name, backend, { signal, onNote }),
    },
    clockMs,
  );
}
