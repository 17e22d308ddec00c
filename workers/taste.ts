/** Choosing by taste in a worker: the model in use, from the store or as it ships, run here. */
import { systemClock } from '@/lib/base/clock';
import type { TrainingRuns } from '@/lib/store/training-runs';
import { createTasteKit, type TasteKit } from '@/lib/studio/choose-plan-by-taste';
import { DEFAULT_FLAGS } from '@/lib/taste/flags';
import type { TasteSettings } from '@/lib/taste/flags-schema';
import { ActiveRanker } from '@/lib/taste/ranker/active-ranker';
import { modelManifestSchema } from '@/lib/taste/ranker/model-manifest';
import type { StoredModel } from '@/lib/taste/ranker/ranker';
import { Breaker, DEFAULT_BREAKER } from '@/lib/taste/selection/breaker';
import { configureOnnxHere } from './onnx-host';
import { openStore } from './open-store';

/** Copied there by `scripts/prepare-public.ts`. */
const SHIPPED = '/generated/models/taste-first';

/** As long as the worker lives, so that its model stays loaded. */
let kit: TasteKit | undefined;

/** The same tools every time, with what is set for this request and what has failed so far, in any tab. */
export async function tasteKit({ flags, restMinutes }: TasteSettings): Promise<TasteKit> {
  kit ??= createKit();
  const { breaker } = kit.tools;
  breaker.restFor(restMinutes * 60_000);
  const store = await openStore().catch(() => null);
  const memory = await store?.breaker.read().catch(() => null);
  if (memory) breaker.recall(memory);
  return { ...kit, flags };
}

/** The model in use, or the one that ships; null where that cannot be fetched. */
export async function activeModel(): Promise<StoredModel | null> {
  return (await (await runs()).activeModel()) ?? fetchShipped();
}

async function runs(): Promise<TrainingRuns> {
  return (await openStore()).trainingRuns;
}

function createKit(): TasteKit {
  configureOnnxHere();
  const ranker = new ActiveRanker({
    revision: async () => (await (await runs()).activeId()) ?? SHIPPED,
    read: activeModel,
  });
  // by the clock of the day, which goes on while no page is open
  const breaker = new Breaker({ nowMs: Date.now }, DEFAULT_BREAKER, (memory) => {
    void openStore()
      .then((store) => store.breaker.keep(memory))
      .catch(() => undefined);
  });
  return createTasteKit(() => ranker.current(), systemClock, DEFAULT_FLAGS, breaker);
}

async function fetchShipped(): Promise<StoredModel | null> {
  const [file, manifest] = await Promise.all(
    [`${SHIPPED}.onnx`, `${SHIPPED}.json`].map((address) => fetch(address).catch(() => null)),
  );
  if (!file?.ok || !manifest?.ok) return null;
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    manifest: modelManifestSchema.parse(await manifest.json()),
  };
}
