/** Labels → examples. What cannot be learnt from is counted, with its reason, and never silently lost. */
import type { PairwiseLabel } from '@/lib/labels/pairwise-label';
import { featureManifest, tierOfManifest } from '@/lib/taste/features/manifest';
import type { TrainingExample } from './training-example';

export interface ExamplesFromLabels {
  examples: TrainingExample[];
  /** Labels left out, by reason. */
  leftOut: { withoutFeatures: number; otherFeatures: number; bothBad: number };
}

/** Labels of people; a tie stays a tie, "both bad" says nothing about their order. */
export function examplesFromLabels(labels: readonly PairwiseLabel[]): ExamplesFromLabels {
  const examples: TrainingExample[] = [];
  const leftOut = { withoutFeatures: 0, otherFeatures: 0, bothBad: 0 };
  for (const label of labels) {
    const { features, winner } = label;
    if (winner === 'both-bad') leftOut.bothBad += 1;
    else if (features === null) leftOut.withoutFeatures += 1;
    else if (!isCurrent(features)) leftOut.otherFeatures += 1;
    else {
      examples.push({
        requestId: label.requestId,
        planA: label.a.planId,
        planB: label.b.planId,
        manifest: features.manifest,
        featuresA: features.a,
        featuresB: features.b,
        winner,
        source: 'human',
        confidence: label.confidence,
        genre: label.genre,
        kind: null,
      });
    }
  }
  return { examples, leftOut };
}

function isCurrent({ manifest, a, b }: NonNullable<PairwiseLabel['features']>): boolean {
  const tier = tierOfManifest(manifest);
  if (tier === null) return false;
  const { length } = featureManifest(tier).features;
  return a.length === length && b.length === length && [...a, ...b].every(Number.isFinite);
}
