/** Counts out of so many trials: exact tests against a coin, and intervals of the share. */
import { type Interval, NORMAL_95 } from './interval';

/** Probability of exactly `k` successes in `n` trials of chance `p`. */
function binomialProbability(k: number, n: number, p: number): number {
  if (p <= 0) return k === 0 ? 1 : 0;
  if (p >= 1) return k === n ? 1 : 0;
  return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/** Probability of at least `k` successes in `n` trials of chance `p`. */
export function binomialAtLeast(k: number, n: number, p = 0.5): number {
  let sum = 0;
  for (let i = n; i >= k; i--) sum += binomialProbability(i, n, p);
  return Math.min(1, sum);
}

/** Two-sided exact test: probability of all outcomes no likelier than `k`. */
export function binomialTwoSided(k: number, n: number, p = 0.5): number {
  /** Equal probabilities may differ by rounding. */
  const limit = binomialProbability(k, n, p) * (1 + 1e-7);
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const probability = binomialProbability(i, n, p);
    if (probability <= limit) sum += probability;
  }
  return Math.min(1, sum);
}

/**
 * 95 % score interval of a share; of nothing it is everything.
 * Source: Wilson 1927.
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (trials === 0) return [0, 1];
  const share = successes / trials;
  const z2 = NORMAL_95 ** 2;
  const middle = share + z2 / (2 * trials);
  const half = NORMAL_95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  const scale = 1 + z2 / trials;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}

/**
 * 95 % exact interval of a share, by bisection of the binomial tails.
 * Source: Clopper and Pearson 1934.
 */
export function clopperPearsonInterval(successes: number, trials: number): Interval {
  const tail = 0.025;
  const lower = successes === 0 ? 0 : solve((p) => binomialAtLeast(successes, trials, p) - tail);
  const upper =
    successes === trials ? 1 : solve((p) => tail - (1 - binomialAtLeast(successes + 1, trials, p)));
  return [lower, upper];
}

/** Root of a function that rises on [0, 1]. */
function solve(rising: (p: number) => number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= Math.min(k, n - k); i++) sum += Math.log((n - i + 1) / i);
  return sum;
}
