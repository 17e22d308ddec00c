/**
 * The straight part of a taste: weights of features whose weighted sum answers the pairs best, by a pairwise
 * logistic loss with L2. Trees approximate a slope by steps and need thousands of answers for it; on top of
 * this they learn what bends.
 *
 * Newton's method with a Cholesky factor; the strength of the L2 is the one that answers held-out pairs best.
 * Sources: R. Bradley and M. Terry, "Rank analysis of incomplete block designs", 1952; A. Hoerl and R. Kennard,
 * "Ridge regression", 1970.
 */
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { PairData } from './pair-data';
import { pairFit } from './pair-loss';

/** In answers, over differences scaled to a spread of one: from hardly any weight to hardly any damping. */
const STRENGTHS = [100, 30, 10, 3] as const;
/** What is taken where nothing is held out. */
const USUAL_STRENGTH = 30;
const MOST_STEPS = 20;
/** In scores of a difference as large as usual. */
const SMALL_STEP = 1e-3;
/** Multiplications between two turns of the event loop: some hundredths of a second. */
const WORK_PER_TURN = 2e7;

/**
 * @param directions by feature: a weight of the other sign is left out; 0 = either
 * @returns weight of each feature, or null where held-out pairs are answered no better than by guessing
 * @throws SegueError `aborted`
 */
export async function fitLinear(
  data: PairData,
  heldOut: PairData | null,
  directions: Int8Array,
  options: TaskOptions = {},
): Promise<Float32Array | null> {
  const fit = new LinearFit(data);
  if (heldOut === null) return fit.weights(await fit.keeping(directions, USUAL_STRENGTH, options));
  let best: Float32Array | null = null;
  let least = Math.LN2;
  for (const [i, strength] of STRENGTHS.entries()) {
    options.onProgress?.({ step: 'Weighing the features', fraction: i / STRENGTHS.length });
    const weights = fit.weights(await fit.keeping(directions, strength, options));
    const { loss } = pairFit(heldOut, linearScores(heldOut, weights));
    if (loss >= least) continue;
    least = loss;
    best = weights;
  }
  return best;
}

/** Weighted sum of every row's features. */
export function linearScores(
  { values, featureCount }: PairData,
  weights: Float32Array,
): Float64Array {
  const scores = new Float64Array(values.length / featureCount);
  for (let row = 0, at = 0; row < scores.length; row++) {
    for (let feature = 0; feature < featureCount; feature++, at++) {
      scores[row] += weights[feature] * values[at];
    }
  }
  return scores;
}

/** Steps of the way from no weights to the whole ones. */
const GAIN_STEPS = 8;

/**
 * What each feature takes off the sum of the losses: the slope of the loss by its weight, summed on the
 * straight way from 0 to the weights. Features whose part only mends another's come to 0 at least.
 * Source: M. Sundararajan et al., "Axiomatic attribution for deep networks", ICML 2017 (integrated gradients).
 */
export function linearGains(data: PairData, weights: Float32Array): Float64Array {
  const { values, featureCount, winners, losers } = data;
  const gains = new Float64Array(featureCount);
  const scores = linearScores(data, weights);
  for (let pair = 0; pair < winners.length; pair++) {
    const margin = scores[winners[pair]] - scores[losers[pair]];
    let wrong = 0;
    for (let step = 0; step < GAIN_STEPS; step++) {
      wrong += 1 / (1 + Math.exp(((step + 0.5) / GAIN_STEPS) * margin)) / GAIN_STEPS;
    }
    const [winner, loser] = [winners[pair] * featureCount, losers[pair] * featureCount];
    for (let feature = 0; feature < featureCount; feature++) {
      const difference = values[winner + feature] - values[loser + feature];
      gains[feature] += data.weights[pair] * wrong * weights[feature] * difference;
    }
  }
  return gains.map((gain) => Math.max(0, gain));
}

class LinearFit {
  private readonly count: number;
  /** 1 over the spread of each feature's differences; 0 where it never differs. */
  private readonly scales: Float64Array;
  /** Scaled differences of winner and loser, pair after pair. */
  private readonly differences: Float64Array;
  private current: Float64Array;

  constructor(private readonly data: PairData) {
    const { values, featureCount, winners, losers } = data;
    this.count = featureCount;
    this.current = new Float64Array(featureCount);
    this.differences = new Float64Array(winners.length * featureCount);
    this.scales = new Float64Array(featureCount);
    for (let pair = 0, at = 0; pair < winners.length; pair++) {
      for (let feature = 0; feature < featureCount; feature++, at++) {
        const difference =
          values[winners[pair] * featureCount + feature] -
          values[losers[pair] * featureCount + feature];
        this.differences[at] = difference;
        this.scales[feature] += difference ** 2 / winners.length;
      }
    }
    this.scales = this.scales.map((square) => (square > 0 ? 1 / Math.sqrt(square) : 0));
    for (let at = 0; at < this.differences.length; at++) {
      this.differences[at] *= this.scales[at % featureCount];
    }
  }

  /** Weights of the features as they are. */
  weights(scaled: Float64Array): Float32Array {
    return Float32Array.from(scaled, (weight, feature) => weight * this.scales[feature]);
  }

  /** The best weights of which none goes against its direction: what does is left out, and all fitted anew. */
  async keeping(
    directions: Int8Array,
    strength: number,
    options: TaskOptions,
  ): Promise<Float64Array> {
    const isFree = Array.from(this.scales, (scale) => scale > 0);
    for (;;) {
      this.current = this.current.map((weight, feature) => (isFree[feature] ? weight : 0));
      await this.descend(isFree, strength, options);
      const against = this.current.findIndex((weight, feature) => weight * directions[feature] < 0);
      if (against < 0) return this.current;
      this.current.forEach((weight, feature) => {
        if (weight * directions[feature] < 0) isFree[feature] = false;
      });
    }
  }

  /** Newton steps from where the last fit ended, until they are small. */
  private async descend(isFree: boolean[], strength: number, options: TaskOptions): Promise<void> {
    for (let taken = 0; taken < MOST_STEPS; taken++) {
      const { slope, curve } = await this.derivatives(strength, options);
      isFree.forEach((free, feature) => {
        if (!free) this.pin(feature, slope, curve);
      });
      const step = solve(curve, slope);
      this.current = this.current.map((weight, feature) => weight + step[feature]);
      if (step.every((change) => Math.abs(change) < SMALL_STEP)) return;
    }
  }

  /** Downhill slope of the loss by each weight, and the lower half of its curvature. */
  private async derivatives(strength: number, { signal }: TaskOptions) {
    const { count, differences, current } = this;
    const { weights } = this.data;
    const slope = current.map((weight) => -strength * weight);
    const curve = new Float64Array(count * count);
    for (let feature = 0; feature < count; feature++) curve[feature * (count + 1)] = strength;
    const pairsPerTurn = Math.ceil((2 * WORK_PER_TURN) / (count * count));
    for (let pair = 0; pair < weights.length; pair++) {
      if (pair % pairsPerTurn === 0) {
        await breathe();
        throwIfAborted(signal);
      }
      const from = pair * count;
      let margin = 0;
      for (let i = 0; i < count; i++) margin += current[i] * differences[from + i];
      const wrong = 1 / (1 + Math.exp(margin));
      const pull = weights[pair] * wrong;
      const bend = pull * (1 - wrong);
      for (let i = 0; i < count; i++) {
        slope[i] += pull * differences[from + i];
        const own = bend * differences[from + i];
        for (let j = 0; j <= i; j++) curve[i * count + j] += own * differences[from + j];
      }
    }
    return { slope, curve };
  }

  /** A weight that stays 0. */
  private pin(feature: number, slope: Float64Array, curve: Float64Array): void {
    slope[feature] = 0;
    for (let other = 0; other < this.count; other++) {
      const [row, column] = other < feature ? [feature, other] : [other, feature];
      curve[row * this.count + column] = other === feature ? 1 : 0;
    }
  }
}

/** Solves a positive definite system of which the lower half is given, and takes that half's room. */
function solve(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const at = (row: number, column: number) => row * size + column;
  for (let column = 0; column < size; column++) {
    for (let row = column; row < size; row++) {
      let rest = lower[at(row, column)];
      for (let i = 0; i < column; i++) rest -= lower[at(row, i)] * lower[at(column, i)];
      lower[at(row, column)] = row === column ? Math.sqrt(rest) : rest / lower[at(column, column)];
    }
  }
  const result = right.slice();
  for (let row = 0; row < size; row++) {
    for (let i = 0; i < row; i++) result[row] -= lower[at(row, i)] * result[i];
    result[row] /= lower[at(row, row)];
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let i = row + 1; i < size; i++) result[row] -= lower[at(i, row)] * result[i];
    result[row] /= lower[at(row, row)];
  }
  return result;
}
