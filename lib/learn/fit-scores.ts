/** Examples → a model that scores plans: a straight part where the settings want one, and trees on top. */
import { subProgress } from '@/lib/base/progress';
import type { FeatureTier } from '@/lib/taste/features/feature';
import { featuresUpTo } from '@/lib/taste/features/feature-table';
import { toPairs } from './examples/to-pairs';
import type { TrainingExample } from './examples/training-example';
import type { RankerSettings } from './ranker-settings';
import { fitLinear } from './trainer/fit-linear';
import { type TrainedTrees, type TrainTreesOptions, trainTrees } from './trainer/train-trees';

/** What a full difference in the rubric is worth in score when trees learn on top of it. */
const RUBRIC_SCORE = 12;

/** Share of the time that the straight part takes, for honest progress. */
const WEIGHED_AT = 0.15;

/** @throws SegueError `manifest-mismatch`, `aborted` */
export async function fitScores(
  train: readonly TrainingExample[],
  stop: readonly TrainingExample[],
  tier: FeatureTier,
  { trees, isMonotone, base }: RankerSettings,
  options: TrainTreesOptions,
): Promise<TrainedTrees> {
  const features = featuresUpTo(tier);
  const data = toPairs(train, tier);
  const stopping = toPairs(stop, tier);
  const heldOut = stopping.winners.length > 0 ? stopping : null;
  const monotone = Int8Array.from(features, ({ direction }) => (isMonotone ? direction : 0));
  const linearWeights = await {
    none: () => null,
    rubric: () =>
      Float32Array.from(features, ({ name }) => (name === 'rubric-total' ? RUBRIC_SCORE : 0)),
    linear: () => {
      const onProgress = subProgress(options.onProgress, 0, WEIGHED_AT);
      return fitLinear(data, heldOut, monotone, { ...options, onProgress });
    },
  }[base]();
  const input = { data, heldOut, settings: trees, monotone, linearWeights };
  return trainTrees(input, {
    ...options,
    onProgress: subProgress(options.onProgress, base === 'linear' ? WEIGHED_AT : 0, 1),
  });
}
