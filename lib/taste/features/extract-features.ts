/** A plan → its feature vector. */
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { type Feature, type FeatureTier, planFeatureValue } from './feature';
import { featuresUpTo } from './feature-table';
import { type FeatureVector, featureManifest } from './manifest';
import { gatherPlanFacts, type PlanFacts, type TasteContext } from './plan-facts';
import type { RenderFacts } from './render-facts';

/** Thrown where a feature cannot be computed: the plan is then chosen without it. */
export class FeatureFailure extends Error {
  override readonly name = 'FeatureFailure';

  constructor(readonly feature: string) {
    super(`The feature "${feature}" came to no number.`);
  }
}

/**
 * The vector of a plan with the features of tier 1 and, if asked, 2.
 * @throws FeatureFailure where a feature is not a finite number
 */
export function extractFeatures(
  plan: RemixPlan,
  context: TasteContext,
  tier: 1 | 2,
): FeatureVector {
  return vectorOf(gatherPlanFacts(plan, context), null, tier);
}

/** The vector of a plan with its render judged too. @throws FeatureFailure */
export function extractRenderedFeatures(
  plan: RemixPlan,
  context: TasteContext,
  render: RenderFacts,
): FeatureVector {
  return vectorOf(gatherPlanFacts(plan, context), render, 3);
}

/** The vector from facts that have been gathered. @throws FeatureFailure */
export function vectorOf(
  facts: PlanFacts,
  render: RenderFacts | null,
  tier: FeatureTier,
): FeatureVector {
  const values = featuresUpTo(tier).map((feature) => computeFeature(feature, facts, render));
  return { manifest: featureManifest(tier).hash, values };
}

/** One feature within its range, as the 32-bit number that models compare. */
function computeFeature(feature: Feature, facts: PlanFacts, render: RenderFacts | null): number {
  if (feature.tier === 3 && render === null) throw new FeatureFailure(feature.name);
  const value =
    feature.tier === 3 ? feature.compute(render as RenderFacts) : planFeatureValue(feature, facts);
  if (!Number.isFinite(value)) throw new FeatureFailure(feature.name);
  const [low, high] = feature.range;
  return Math.fround(Math.min(high, Math.max(low, value)));
}
