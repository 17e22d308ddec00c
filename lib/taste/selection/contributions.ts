/** Why one plan scores higher than another: what each feature adds to the margin, in figures and words. */
import { attributeDifference } from '@/lib/onnx/trees/attribute-difference';
import { FEATURES } from '../features/feature-table';
import { type FeatureVector, projectVector } from '../features/manifest';
import type { Ranker } from '../ranker/ranker';
import { RUBRIC_DIMENSIONS, RUBRIC_WEIGHTS } from '../rubric/rubric';

export interface Contribution {
  feature: string;
  /** What it adds to the margin; all of them sum to it. */
  amount: number;
  /** The feature's value in the chosen plan and in the runner-up. */
  chosen: number;
  runnerUp: number;
}

/** Below this a contribution is rounding. */
const LEAST_AMOUNT = 1e-9;

/** What the features of two plans add to the difference of their scores, largest first. */
export function contributionsOf(
  ranker: Pick<Ranker, 'model' | 'tier'>,
  chosen: FeatureVector,
  runnerUp: FeatureVector,
): Contribution[] {
  const one = projectVector(chosen, ranker.tier);
  const other = projectVector(runnerUp, ranker.tier);
  return ranked(attributeDifference(ranker.model, one, other), one, other);
}

/** The same where the rubric chose: its dimensions by their weights. */
export function rubricContributions(
  chosen: FeatureVector,
  runnerUp: FeatureVector,
): Contribution[] {
  const amounts = FEATURES.map(({ name }, i) => {
    const dimension = RUBRIC_DIMENSIONS.find((one) => name === `rubric-${one}`);
    return dimension ? RUBRIC_WEIGHTS[dimension] * (chosen.values[i] - runnerUp.values[i]) : 0;
  });
  return ranked(amounts, chosen.values, runnerUp.values);
}

function ranked(
  amounts: ArrayLike<number>,
  chosen: readonly number[],
  runnerUp: readonly number[],
): Contribution[] {
  return Array.from(amounts, (amount, i) => ({
    feature: FEATURES[i].name,
    amount,
    chosen: chosen[i],
    runnerUp: runnerUp[i],
  }))
    .filter(({ amount }) => Math.abs(amount) > LEAST_AMOUNT)
    .sort((one, other) => Math.abs(other.amount) - Math.abs(one.amount));
}
