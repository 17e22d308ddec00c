/** Examples as rows and pairs: each plan is a row once, however often it was compared. */
import type { FeatureTier } from '@/lib/taste/features/feature';
import { featureManifest, projectVector } from '@/lib/taste/features/manifest';
import type { PairData } from '../trainer/pair-data';
import { exampleWeight, type TrainingExample } from './training-example';

/**
 * The decided examples as the trainer takes them; ties are left out.
 * @throws SegueError `manifest-mismatch` where a vector was made by other features than today's
 */
export function toPairs(examples: readonly TrainingExample[], tier: FeatureTier): PairData {
  const featureCount = featureManifest(tier).features.length;
  const rows = new Map<string, number>();
  const values: number[][] = [];
  const rowOf = (example: TrainingExample, plan: string, features: number[]) => {
    const key = `${example.requestId}\u0000${plan}\u0000${example.manifest}`;
    const known = rows.get(key);
    if (known !== undefined) return known;
    values.push(projectVector({ manifest: example.manifest, values: features }, tier));
    rows.set(key, values.length - 1);
    return values.length - 1;
  };
  const decided = examples.filter(({ winner }) => winner !== 'tie');
  const winners = new Uint32Array(decided.length);
  const losers = new Uint32Array(decided.length);
  const weights = new Float64Array(decided.length);
  decided.forEach((example, i) => {
    const a = rowOf(example, example.planA, example.featuresA);
    const b = rowOf(example, example.planB, example.featuresB);
    [winners[i], losers[i]] = example.winner === 'a' ? [a, b] : [b, a];
    weights[i] = exampleWeight(example);
  });
  const flat = new Float32Array(values.length * featureCount);
  values.forEach((row, i) => {
    flat.set(row, i * featureCount);
  });
  return { featureCount, values: flat, winners, losers, weights };
}
