/** How many features so many answers can bear. Source: taste plan, feature count discipline. */
import type { FeatureTier } from '@/lib/taste/features/feature';
import { tierOfManifest } from '@/lib/taste/features/manifest';
import type { TrainingExample } from './training-example';

/** Answers of people from which on a tier is used. */
export const TIER_NEEDS_LABELS: Readonly<Record<FeatureTier, number>> = { 1: 0, 2: 1500, 3: 3000 };

/** The tier to train on: what the number of answers allows and every example has. */
export function tierFor(examples: readonly TrainingExample[]): FeatureTier {
  const people = examples.filter(({ source }) => source === 'human').length;
  const allowed = ([3, 2, 1] as const).find((tier) => people >= TIER_NEEDS_LABELS[tier]) ?? 1;
  const least = examples.reduce<FeatureTier>((tier, { manifest }) => {
    const own = tierOfManifest(manifest) ?? 1;
    return own < tier ? own : tier;
  }, 3);
  return allowed < least ? allowed : least;
}
