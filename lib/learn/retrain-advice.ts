/**
 * Whether it is time to train again: enough new answers, or answers that the model in use foretells worse
 * than it did when it was measured. Source: taste plan, retrain cadence.
 */
import { readTrees } from '@/lib/onnx/trees/read-trees';
import { tierOfManifest } from '@/lib/taste/features/manifest';
import type { StoredModel } from '@/lib/taste/ranker/ranker';
import { judgeExamples } from './evaluation/judged-example';
import { pairAccuracy, type Share } from './evaluation/pair-accuracy';
import type { TrainingExample } from './examples/training-example';

/** New answers after which training again is offered, unless the listener says otherwise. */
export const ANSWERS_BEFORE_RETRAINING = 200;
/** Fewer new answers show no drift. */
const LEAST_NEW = 30;

export interface Drift {
  /** How often the model in use agrees with answers given since it was trained. */
  now: Share;
  /** How often it agreed with held-out answers then; null where that was not measured. */
  before: number | null;
  /** Whether it agrees less than chance would explain. */
  isDrifting: boolean;
}

/** @param fresh answers given since the model was trained; null where they cannot be judged */
export function measureDrift(
  { bytes, manifest }: StoredModel,
  fresh: readonly TrainingExample[],
): Drift | null {
  const tier = tierOfManifest(manifest.features.hash);
  if (tier === null) return null;
  const now = pairAccuracy(judgeExamples(fresh, readTrees(bytes), tier));
  const before = manifest.metrics.pairAccuracyPeople ?? manifest.metrics.pairAccuracy ?? null;
  // the rules' own answers say nothing about people's: a model of rules is measured against a coin
  const expected = manifest.origin === 'heuristic' ? 0.5 : before;
  const isDrifting = now.count >= LEAST_NEW && expected !== null && now.high < expected;
  return { now, before: manifest.origin === 'heuristic' ? null : before, isDrifting };
}

export function isTimeToRetrain(
  newAnswers: number,
  drift: Drift | null,
  wantedAnswers = ANSWERS_BEFORE_RETRAINING,
): boolean {
  return newAnswers >= wantedAnswers || (drift?.isDrifting ?? false);
}
