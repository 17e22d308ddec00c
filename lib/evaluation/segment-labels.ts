/** Section labels against a reference, by frames: pairwise agreement, Rand indices, entropies. */
import { type Contingency, contingencyOf, entropyNats, isTrivial, pairCounts } from './contingency';
import { fMeasure } from './matching';
import type { PrecisionRecall } from './segment-boundaries';
import { type LabelledInterval, labelsByFrame } from './segment-intervals';

/** Levy and Sandler (2008) and mir_eval: ten frames a second. */
const FRAME_SECONDS = 0.1;

/** Conditional entropies turned into scores, 0 to 1. */
export interface EntropyScores {
  /** Falls where the estimate splits what the reference holds together. */
  over: number;
  /** Falls where the estimate joins what the reference tells apart. */
  under: number;
  fMeasure: number;
}

/**
 * The labels of two segmentations of the same span (see `fitIntervals`) as counts by frame; null where
 * a side is empty, for which every measure is 0.
 */
export function compareLabels(
  reference: readonly LabelledInterval[],
  estimate: readonly LabelledInterval[],
  frameSeconds = FRAME_SECONDS,
): Contingency | null {
  if (reference.length === 0 || estimate.length === 0) return null;
  const truth = labelsByFrame(reference, frameSeconds);
  const found = labelsByFrame(estimate, frameSeconds);
  const frames = Math.min(truth.length, found.length);
  return contingencyOf(truth.slice(0, frames), found.slice(0, frames));
}

/** Pairs of frames under one label in both (Levy and Sandler 2008). */
export function pairwiseAgreement(labels: Contingency): PrecisionRecall {
  const pairs = pairCounts(labels);
  const precision = pairs.both / pairs.estimate;
  const recall = pairs.both / pairs.reference;
  return { precision, recall, fMeasure: fMeasure(precision, recall) };
}

/** Share of the pairs of frames on which both agree (Rand 1971). */
export function randIndex(labels: Contingency): number {
  const pairs = pairCounts(labels);
  const apart = pairs.all - pairs.reference - pairs.estimate + pairs.both;
  return (pairs.both + apart) / pairs.all;
}

/** Rand index less what chance gives (Hubert and Arabie 1985). */
export function adjustedRandIndex(labels: Contingency): number {
  const classes = labels.referenceTotals.length;
  if (isTrivial(labels)) return 1;
  if (classes === labels.estimateTotals.length && classes === labels.frames) return 1;
  const pairs = pairCounts(labels);
  const chance = (pairs.reference * pairs.estimate) / pairs.all;
  const most = (pairs.reference + pairs.estimate) / 2;
  return (pairs.both - chance) / (most - chance);
}

/**
 * Conditional entropies, each as a share of the largest entropy that so many labels allow
 * (Lukashevich, ISMIR 2008).
 */
export function normalisedConditionalEntropies(labels: Contingency): EntropyScores {
  return entropyScores(
    labels,
    Math.log(labels.referenceTotals.length),
    Math.log(labels.estimateTotals.length),
  );
}

/** The same as a share of the labels' own entropy (Rosenberg and Hirschberg 2007). */
export function vMeasure(labels: Contingency): EntropyScores {
  return entropyScores(
    labels,
    entropyNats(labels.referenceTotals),
    entropyNats(labels.estimateTotals),
  );
}

function entropyScores(
  { counts, referenceTotals, estimateTotals, frames }: Contingency,
  referenceNats: number,
  estimateNats: number,
): EntropyScores {
  const estimateGivenReference = counts.reduce(
    (sum, row, i) => sum + (referenceTotals[i] / frames) * entropyNats(row),
    0,
  );
  const referenceGivenEstimate = estimateTotals.reduce(
    (sum, total, j) => sum + (total / frames) * entropyNats(counts.map((row) => row[j])),
    0,
  );
  const over = estimateNats > 0 ? 1 - estimateGivenReference / estimateNats : 0;
  const under = referenceNats > 0 ? 1 - referenceGivenEstimate / referenceNats : 0;
  return { over, under, fMeasure: fMeasure(over, under) };
}
