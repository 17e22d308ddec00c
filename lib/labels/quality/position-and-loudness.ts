/** Two ways in which an answer can follow something else than the music. */
import type { Interval } from '../agreement/interval';
import { NORMAL_95 } from '../agreement/interval';
import { binomialTwoSided, wilsonInterval } from '../agreement/proportion';
import type { PairwiseLabel } from '../pairwise-label';

/** A bias is reported where chance would show as much in fewer than 1 of 20 sessions. */
export const FLAG_BELOW_P = 0.05;

export interface PositionBias {
  /** Share of decided pairs won by what was shown as A; a fair rater's is a half. */
  shareOfA: number | null;
  interval95: Interval;
  /** Chance of a share at least as far from a half from a fair rater. */
  p: number;
  decided: number;
  isFlagged: boolean;
}

/** The order is drawn for every pair, so a preference for A over all pairs is one for the position. */
export function positionBias(labels: readonly PairwiseLabel[]): PositionBias {
  const decided = labels.filter(({ winner }) => winner === 'a' || winner === 'b');
  const wonByA = decided.filter(({ winner }) => winner === 'a').length;
  const p = binomialTwoSided(wonByA, decided.length);
  return {
    shareOfA: decided.length > 0 ? wonByA / decided.length : null,
    interval95: wilsonInterval(wonByA, decided.length),
    p,
    decided: decided.length,
    isFlagged: p < FLAG_BELOW_P,
  };
}

export interface LoudnessPreference {
  /** Correlation of "A was louder by so many LU" with "A won", -1 to 1. */
  correlation: number | null;
  interval95: Interval | null;
  decided: number;
  isFlagged: boolean;
}

/** Fewer pairs say nothing of a correlation. */
const MIN_PAIRS = 10;

/**
 * Whether the louder of two won more often. Pairs are matched in loudness, so what is left should
 * decide nothing. Source: point-biserial correlation with Fisher's z interval.
 */
export function loudnessPreference(labels: readonly PairwiseLabel[]): LoudnessPreference {
  const decided = labels.filter(({ winner }) => winner === 'a' || winner === 'b');
  const louder = decided.map(({ a, b }) => a.loudnessLufs - b.loudnessLufs);
  const won = decided.map(({ winner }) => (winner === 'a' ? 1 : 0));
  const correlation = decided.length < MIN_PAIRS ? null : pearson(louder, won);
  if (correlation === null) {
    return { correlation, interval95: null, decided: decided.length, isFlagged: false };
  }
  const z = Math.atanh(Math.min(0.999999, Math.max(-0.999999, correlation)));
  const half = NORMAL_95 / Math.sqrt(decided.length - 3);
  const interval95: Interval = [Math.tanh(z - half), Math.tanh(z + half)];
  return {
    correlation,
    interval95,
    decided: decided.length,
    isFlagged: interval95[0] > 0 || interval95[1] < 0,
  };
}

function pearson(x: readonly number[], y: readonly number[]): number | null {
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length;
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  x.forEach((value, i) => {
    xy += (value - meanX) * (y[i] - meanY);
    xx += (value - meanX) ** 2;
    yy += (y[i] - meanY) ** 2;
  });
  return xx > 1e-12 && yy > 1e-12 ? xy / Math.sqrt(xx * yy) : null;
}
