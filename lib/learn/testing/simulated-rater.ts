/** Listeners made up for tests: they rate plans by a taste of their own, or by the toss of a coin. */
import type { Random } from '@/lib/base/random';
import { featuresUpTo } from '@/lib/taste/features/feature-table';
import { featureManifest } from '@/lib/taste/features/manifest';
import type { TrainingExample } from '../examples/training-example';

export interface SimulatedPlan {
  requestId: string;
  planId: string;
  values: number[];
}

/** Requests whose plans are drawn evenly over the features' ranges. */
export function randomRequests(random: Random, requests: number, plans: number): SimulatedPlan[][] {
  const features = featuresUpTo(1);
  return Array.from({ length: requests }, (_, request) =>
    Array.from({ length: plans }, (__, plan) => ({
      requestId: `request-${request}`,
      planId: `plan-${request}-${plan}`,
      values: features.map(({ range: [low, high] }) =>
        Math.fround(low + (high - low) * random.next()),
      ),
    })),
  );
}

/** A taste that the rules do not share: a value for a plan. */
export type Taste = (value: (feature: string) => number) => number;

export const LATE_VOICE_AND_CUTS: Taste = (value) =>
  5 * value('vocal-entry') + 4 * value('cut-share') - 4 * value('intro-share');

export function worth(taste: Taste, plan: SimulatedPlan): number {
  const features = featuresUpTo(1);
  return taste((name) => plan.values[features.findIndex((feature) => feature.name === name)]);
}

/** Answers to random pairs: by a logistic choice on the taste, or by chance where there is none. */
export function rate(
  requests: readonly SimulatedPlan[][],
  pairs: number,
  taste: Taste | null,
  random: Random,
): TrainingExample[] {
  return Array.from({ length: pairs }, () => {
    const plans = random.pick(requests);
    const a = random.pick(plans);
    const b = random.pick(plans.filter((plan) => plan !== a));
    const difference = taste === null ? 0 : worth(taste, a) - worth(taste, b);
    const chance = 1 / (1 + Math.exp(-2 * difference));
    return {
      requestId: a.requestId,
      planA: a.planId,
      planB: b.planId,
      manifest: featureManifest(1).hash,
      featuresA: a.values,
      featuresB: b.values,
      winner: random.next() < chance ? 'a' : 'b',
      source: 'human',
      confidence: 'high',
      genre: null,
      kind: null,
    };
  });
}
