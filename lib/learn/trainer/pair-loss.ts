/**
 * The pairwise logistic loss: -log P(winner before loser), P a logistic of the difference of scores.
 * Source: C. Burges et al., "Learning to rank using gradient descent", ICML 2005 (RankNet); CatBoost's
 * documentation of PairLogit. Sums run in the order of the pairs, so that the same data give the same bits.
 */
import type { PairData } from './pair-data';

type Pairs = Pick<PairData, 'winners' | 'losers' | 'weights'>;

/** Writes the first and second derivative of the loss by every row's score, interleaved. */
export function pairDerivatives(
  pairs: Pairs,
  scores: Float64Array,
  derivatives: Float64Array,
): void {
  const { winners, losers, weights } = pairs;
  derivatives.fill(0);
  for (let i = 0; i < winners.length; i++) {
    const winner = winners[i];
    const loser = losers[i];
    const wrong = 1 / (1 + Math.exp(scores[winner] - scores[loser]));
    const first = weights[i] * wrong;
    const second = first * (1 - wrong);
    derivatives[2 * winner] -= first;
    derivatives[2 * loser] += first;
    derivatives[2 * winner + 1] += second;
    derivatives[2 * loser + 1] += second;
  }
}

export interface PairFit {
  /** Weighted mean of the loss. */
  loss: number;
  /** Weighted share of the pairs in the right order; equal scores count half. */
  accuracy: number;
}

/** How well scores answer pairs; 0 and 0 where there are none. */
export function pairFit({ winners, losers, weights }: Pairs, scores: ArrayLike<number>): PairFit {
  let loss = 0;
  let right = 0;
  let total = 0;
  for (let i = 0; i < winners.length; i++) {
    const margin = scores[winners[i]] - scores[losers[i]];
    loss += weights[i] * softplus(-margin);
    right += weights[i] * (margin > 0 ? 1 : margin === 0 ? 0.5 : 0);
    total += weights[i];
  }
  return total > 0 ? { loss: loss / total, accuracy: right / total } : { loss: 0, accuracy: 0 };
}

/**
 * Whether scores put more pairs in order than others do, by more than chance would in five of six comparisons.
 * Source: Q. McNemar, 1947 (paired comparison), one standard error.
 */
export function ordersClearlyMore(
  { winners, losers }: Pairs,
  one: ArrayLike<number>,
  other: ArrayLike<number>,
): boolean {
  let [onlyOne, onlyOther] = [0, 0];
  for (let i = 0; i < winners.length; i++) {
    const isRight = one[winners[i]] > one[losers[i]];
    const isOtherRight = other[winners[i]] > other[losers[i]];
    if (isRight && !isOtherRight) onlyOne += 1;
    if (isOtherRight && !isRight) onlyOther += 1;
  }
  return onlyOne - onlyOther > Math.sqrt(onlyOne + onlyOther);
}

/** log(1 + e^x) without overflow. */
function softplus(x: number): number {
  return x > 30 ? x : Math.log1p(Math.exp(x));
}
