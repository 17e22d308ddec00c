/** All section measures at once, boundaries and labels. */
import { checkEvents } from './matching';
import {
  adjustedMutualInformation,
  mutualInformation,
  normalisedMutualInformation,
} from './mutual-information';
import { boundaryDeviation, boundaryHitRate, type PrecisionRecall } from './segment-boundaries';
import { boundariesOf, endOf, fitIntervals, type LabelledInterval } from './segment-intervals';
import {
  adjustedRandIndex,
  compareLabels,
  type EntropyScores,
  normalisedConditionalEntropies,
  pairwiseAgreement,
  randIndex,
  vMeasure,
} from './segment-labels';

export interface SegmentScores {
  hitRateAtHalfSecond: PrecisionRecall;
  hitRateAtThreeSeconds: PrecisionRecall;
  /** Median distance of a reference boundary from the nearest estimated one, and the other way round. */
  referenceToEstimateSeconds: number;
  estimateToReferenceSeconds: number;
  pairwise: PrecisionRecall;
  randIndex: number;
  adjustedRandIndex: number;
  /** Nats. */
  mutualInformation: number;
  adjustedMutualInformation: number;
  normalisedMutualInformation: number;
  nce: EntropyScores;
  vMeasure: EntropyScores;
}

/**
 * Judges a segmentation against a reference. Both are fitted to the span from 0 to the reference's end.
 * The figures are those of mir_eval 0.8.2.
 * @param trim leaves the first and last boundary out of hit rate and deviation
 * @throws SegueError `bad-arguments` for intervals that are not in seconds or run backwards
 */
export function evaluateSegments(
  reference: readonly LabelledInterval[],
  estimate: readonly LabelledInterval[],
  { trim = false }: { trim?: boolean } = {},
): SegmentScores {
  const truth = fitIntervals(reference);
  const found = fitIntervals(estimate, endOf(truth));
  checkEvents(boundariesOf(truth), 'reference sections');
  checkEvents(boundariesOf(found), 'estimated sections');
  const labels = compareLabels(truth, found);
  const nothing = { precision: 0, recall: 0, over: 0, under: 0, fMeasure: 0 };
  return {
    hitRateAtHalfSecond: boundaryHitRate(truth, found, 0.5, trim),
    hitRateAtThreeSeconds: boundaryHitRate(truth, found, 3, trim),
    ...boundaryDeviation(truth, found, trim),
    pairwise: labels ? pairwiseAgreement(labels) : nothing,
    randIndex: labels ? randIndex(labels) : 0,
    adjustedRandIndex: labels ? adjustedRandIndex(labels) : 0,
    mutualInformation: labels ? mutualInformation(labels) : 0,
    adjustedMutualInformation: labels ? adjustedMutualInformation(labels) : 0,
    normalisedMutualInformation: labels ? normalisedMutualInformation(labels) : 0,
    nce: labels ? normalisedConditionalEntropies(labels) : nothing,
    vMeasure: labels ? vMeasure(labels) : nothing,
  };
}
