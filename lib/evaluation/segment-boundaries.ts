/** Section boundaries against a reference: hit rate within a window and median deviation. */
import { countMatches, fMeasure, median } from './matching';
import { boundariesOf, type LabelledInterval } from './segment-intervals';

export interface PrecisionRecall {
  precision: number;
  recall: number;
  fMeasure: number;
}

/** Ends of the song are trivially right: `trim` leaves them out. */
function boundaries(intervals: readonly LabelledInterval[], trim: boolean): number[] {
  const times = boundariesOf(intervals);
  return trim ? times.slice(1, -1) : times;
}

/**
 * Boundary hit rate (Turnbull et al., ISMIR 2007): boundaries matched one to one within the window.
 * All 0 where a side has no boundary.
 */
export function boundaryHitRate(
  reference: readonly LabelledInterval[],
  estimate: readonly LabelledInterval[],
  windowSeconds: number,
  trim = false,
): PrecisionRecall {
  const truth = boundaries(reference, trim);
  const found = boundaries(estimate, trim);
  if (truth.length === 0 || found.length === 0) return { precision: 0, recall: 0, fMeasure: 0 };
  const matches = countMatches(truth, found, windowSeconds);
  const precision = matches / found.length;
  const recall = matches / truth.length;
  return { precision, recall, fMeasure: fMeasure(precision, recall) };
}

/** Median distance to the nearest boundary of the other side in seconds; NaN where a side has none. */
export function boundaryDeviation(
  reference: readonly LabelledInterval[],
  estimate: readonly LabelledInterval[],
  trim = false,
): { referenceToEstimateSeconds: number; estimateToReferenceSeconds: number } {
  const truth = boundaries(reference, trim);
  const found = boundaries(estimate, trim);
  if (truth.length === 0 || found.length === 0) {
    return {
      referenceToEstimateSeconds: Number.NaN,
      estimateToReferenceSeconds: Number.NaN,
    };
  }
  const nearest = (from: number[], to: number[]) =>
    median(from.map((time) => Math.min(...to.map((other) => Math.abs(time - other)))));
  return {
    referenceToEstimateSeconds: nearest(truth, found),
    estimateToReferenceSeconds: nearest(found, truth),
  };
}
