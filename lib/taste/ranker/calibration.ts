/**
 * Scores as probabilities. Sources: J. Platt, "Probabilistic outputs for support vector machines", 1999; for
 * pairs without the constant, so that P(A before B) and P(B before A) sum to 1. F. Wichmann, N. Hill, "The
 * psychometric function", 2001: however clear a case is, some answers miss it.
 */
import { sigmoid } from '@/lib/analysis/statistics';
import type { ModelManifest } from './model-manifest';

export interface Calibration {
  /** How fast chances leave one half as scores part. */
  slope: number;
  /** Chance of the opposite answer where scores lie far apart, 0 to under one half. */
  lapse: number;
}

export function calibrationOf({
  calibrationSlope,
  calibrationLapse,
}: Pick<ModelManifest, 'calibrationSlope' | 'calibrationLapse'>): Calibration {
  return { slope: calibrationSlope, lapse: calibrationLapse ?? 0 };
}

/** Probability that a plan is preferred over another whose score is lower by `margin`. */
export function winProbability(margin: number, { slope, lapse }: Calibration): number {
  return lapse + (1 - 2 * lapse) * sigmoid(slope * margin);
}
