/**
 * The slope that turns differences of scores into honest chances, by Newton's method on the log-likelihood
 * of held-out answers; a tie is half a win for each. Source: J. Platt, "Probabilistic outputs for support
 * vector machines", 1999.
 */
import { sigmoid } from '@/lib/analysis/statistics';

export interface JudgedMargin {
  /** Score of the first plan less that of the second. */
  margin: number;
  /** 1 the first was preferred, 0 the second, 0.5 a tie. */
  outcome: number;
  weight: number;
}

/** Pulls the slope towards 1 as one answer would: a few answers that are all right prove little. */
const PRIOR_WEIGHT = 1;
const ITERATIONS = 50;
const SLOPE_RANGE = [1e-3, 1e3] as const;

/** Fits P(first) = logistic(slope × margin); 1 where there is nothing to learn from. */
export function fitSlope(margins: readonly JudgedMargin[]): number {
  let log = 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const slope = Math.exp(log);
    let [first, second] = [-PRIOR_WEIGHT * log, -PRIOR_WEIGHT];
    for (const { margin, outcome, weight } of margins) {
      const p = sigmoid(slope * margin);
      const step = slope * margin;
      first += weight * (outcome - p) * step;
      second += weight * ((outcome - p) * step - p * (1 - p) * step * step);
    }
    // away from the maximum the curve may bend up: a plain step then leads there
    const change = second < 0 ? -first / second : Math.sign(first);
    const bounded = Math.max(-1, Math.min(1, change));
    log += bounded;
    if (Math.abs(bounded) < 1e-10) break;
  }
  return Math.min(SLOPE_RANGE[1], Math.max(SLOPE_RANGE[0], Math.exp(log)));
}
