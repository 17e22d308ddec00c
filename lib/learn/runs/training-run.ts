/** One training with all that it was made from and what came of it: enough to make it again to the same bytes. */
import { z } from 'zod';
import { throwIfAborted } from '@/lib/base/progress';
import { readTrees } from '@/lib/onnx/trees/read-trees';
import { tierOfManifest } from '@/lib/taste/features/manifest';
import { modelManifestSchema } from '@/lib/taste/ranker/model-manifest';
import type { StoredModel } from '@/lib/taste/ranker/ranker';
import { type ActivationVerdict, judgeActivation } from '../evaluation/activation-gate';
import type { RankerReport } from '../evaluation/evaluate-ranker';
import { judgeExamples } from '../evaluation/judged-example';
import { importanceDrift } from '../evaluation/reward-hacking';
import { splitByRequest } from '../examples/split-requests';
import type { TrainingExample } from '../examples/training-example';
import type { RankerSettings } from '../ranker-settings';
import { trainRanker } from '../train-ranker';
import type { TrainTreesOptions, TreeReport } from '../trainer/train-trees';

export const TRAINING_RUN_VERSION = 1;

export const trainingRunSchema = z.object({
  schema: z.literal(TRAINING_RUN_VERSION),
  id: z.string().min(1),
  madeAtMs: z.number(),
  title: z.string(),
  manifest: modelManifestSchema,
  /** The ONNX file. */
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  /** null for an imported model. */
  settings: z.custom<RankerSettings>().nullable(),
  curve: z.array(z.custom<TreeReport>()),
  treeCount: z.number().int().nonnegative(),
  counts: z.object({ train: z.number(), stop: z.number(), holdOut: z.number() }),
  /** Measured on the hold-out; null for an imported model that met no answers. */
  report: z.custom<RankerReport>().nullable(),
  verdict: z.custom<ActivationVerdict>(),
  /** Distance of what it asks for to what the model before it asked for, 0 to 1. */
  drift: z.number().nullable(),
});
export type TrainingRun = z.infer<typeof trainingRunSchema>;

export interface RunRequest {
  id: string;
  madeAtMs: number;
  title: string;
  examples: readonly TrainingExample[];
  settings: RankerSettings;
  /** The model in use, to be beaten; null where there is none. */
  current: StoredModel | null;
}

/**
 * Trains and compares with the model in use on the frozen hold-out: on people's answers where there are
 * any, since nothing else says what people like.
 * @throws SegueError `too-few-labels`, `manifest-mismatch`, `aborted`
 */
export async function makeTrainingRun(
  { id, madeAtMs, title, examples, settings, current }: RunRequest,
  options: TrainTreesOptions = {},
): Promise<TrainingRun> {
  const trained = await trainRanker(examples, settings, { ...options, title });
  throwIfAborted(options.signal);
  const { stored, curve, treeCount, counts, report } = trained;
  const { holdOut } = splitByRequest(examples, settings.splitSeed, settings.shares);
  return {
    schema: TRAINING_RUN_VERSION,
    id,
    madeAtMs,
    title,
    manifest: stored.manifest,
    bytes: stored.bytes,
    settings,
    curve,
    treeCount,
    counts,
    report,
    verdict: compareModels(stored, current, holdOut),
    drift: current && importanceDrift(stored.manifest.importance, current.manifest.importance),
  };
}

/** Whether one model beats another on held-out answers; on people's alone where there are any. */
export function compareModels(
  fresh: StoredModel,
  current: StoredModel | null,
  holdOut: readonly TrainingExample[],
): ActivationVerdict {
  const people = holdOut.filter(({ source }) => source === 'human');
  const judgedBy = people.length > 0 ? people : holdOut;
  const judge = ({ bytes, manifest }: StoredModel) => {
    const tier = tierOfManifest(manifest.features.hash);
    return tier === null ? null : judgeExamples(judgedBy, readTrees(bytes), tier);
  };
  return judgeActivation(judge(fresh) ?? [], current && judge(current));
}
