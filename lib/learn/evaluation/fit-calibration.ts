/**
 * What turns differences of scores into honest chances: a slope, and the share of answers that miss even a
 * clear case, fitted to held-out answers; a tie is half a win for each. Without the second, a model that
 * knows a careless listener well would have to be less sure of everything, or too sure of the clear cases.
 *
 * An answer is a toss of a coin with twice the lapse, and follows the score otherwise: which of the two is
 * weighed in turn with both numbers (expectation and maximisation), the slope by Newton's method on the
 * log-likelihood. Sources: J. Platt, "Probabilistic outputs for support vector machines", 1999; F. Wichmann, N.
 * Hill, "The psychometric function", 2001; A. Dempster, N. Laird, D. Rubin, 1977.
 */
import { sigmoid } from '@/lib/analysis/statistics';
import type { Calibration } from '@/lib/taste/ranker/calibration';
import { exampleWeight } from '../examples/training-example';
import type { JudgedExample } from './judged-example';

/** An answer from the winner's side. */
interface JudgedMargin {
  /** Score of the preferred plan less the other's. */
  margin: number;
  weight: number;
}

/** Pulls the slope towards 1 and the lapse towards 0 as one answer would: a few right answers prove little. */
const PRIOR_WEIGHT = 1;
const ROUNDS = 60;
const NEWTON_STEPS = 50;
const SLOPE_RANGE = [1e-3, 1e3] as const;
/** Where it starts, and the most that is believed. */
const FIRST_LAPSE = 0.05;
const MOST_LAPSE = 0.3;

/** Slope 1 without a lapse where there is nothing to learn from. */
export function fitCalibration(judged: readonly JudgedExample[]): Calibration {
  const margins = judged.flatMap(fromTheWinner);
  const total = margins.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return { slope: 1, lapse: 0 };
  let lapse = FIRST_LAPSE;
  let slope = fitSlope(margins, 1);
  for (let round = 0; round < ROUNDS; round++) {
    const meant = margins.map(({ margin, weight }) => {
      const followed = (1 - 2 * lapse) * sigmoid(slope * margin);
      return { margin, weight: (weight * followed) / (lapse + followed) };
    });
    const kept = meant.reduce((sum, { weight }) => sum + weight, 0);
    lapse = Math.min(MOST_LAPSE, (total - kept) / (2 * (total + PRIOR_WEIGHT)));
    slope = fitSlope(meant, slope);
  }
  return { slope, lapse };
}

function fromTheWinner({ example, scoreA, scoreB }: JudgedExample): JudgedMargin[] {
  const margin = scoreA - scoreB;
  const weight = exampleWeight(example);
  if (example.winner === 'a') return [{ margin, weight }];
  if (example.winner === 'b') return [{ margin: -margin, weight }];
  return [margin, -margin].map((half) => ({ margin: half, weight: weight / 2 }));
}

/** Fits P(winner) = logistic(slope × margin), from a slope on. */
function fitSlope(margins: readonly JudgedMargin[], from: number): number {
  let log = Math.log(from);
  for (let taken = 0; taken < NEWTON_STEPS; taken++) {
    const slope = Math.exp(log);
    let [first, second] = [-PRIOR_WEIGHT * log, -PRIOR_WEIGHT];
    for (const { margin, weight } of margins) {
      const step = slope * margin;
      const p = sigmoid(step);
      first += weight * (1 - p) * step;
      second += weight * ((1 - p) * step - p * (1 - p) * step * step);
    }
    // away from the maximum the curve may bend up: a plain step then leads there
    const change = second < 0 ? -first / second : Math.sign(first);
    const bounded = Math.max(-1, Math.min(1, change));
    log += bounded;
    if (Math.abs(bounded) < 1e-10) break;
  }
  return Math.min(SLOPE_RANGE[1], Math.max(SLOPE_RANGE[0], Math.exp(log)));
}
