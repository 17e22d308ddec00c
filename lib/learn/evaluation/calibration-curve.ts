/**
 * Whether a chance of 70 % wins seven times in ten. Sources: G. Brier, "Verification of forecasts
 * expressed in terms of probability", 1950; M. Naeini et al., "Obtaining well calibrated probabilities
 * using Bayesian binning", AAAI 2015 (expected calibration error).
 */
import { type Calibration, winProbability } from '@/lib/taste/ranker/calibration';
import type { JudgedExample } from './judged-example';

export interface CalibrationBin {
  /** Mean stated chance and observed share of wins, a tie being half. */
  stated: number;
  observed: number;
  count: number;
}

export interface CalibrationReport {
  bins: CalibrationBin[];
  /** Mean squared error of the chances. */
  brier: number | null;
  /** Mean distance of stated and observed over the bins, by their size. */
  expectedError: number | null;
}

export const CALIBRATION_BINS = 10;

/**
 * Every pair is seen from the side that the model favours, so that which plan was called A plays no part:
 * chances lie between a half and one.
 */
export function calibrationReport(
  judged: readonly JudgedExample[],
  calibration: Calibration,
): CalibrationReport {
  const sums = Array.from({ length: CALIBRATION_BINS }, () => ({ stated: 0, won: 0, count: 0 }));
  let brier = 0;
  for (const { example, scoreA, scoreB } of judged) {
    const favoursA = scoreA >= scoreB;
    const stated = winProbability(Math.abs(scoreA - scoreB), calibration);
    const won = example.winner === 'tie' ? 0.5 : (example.winner === 'a') === favoursA ? 1 : 0;
    const place = Math.floor((stated - 0.5) * 2 * CALIBRATION_BINS);
    const bin = sums[Math.min(CALIBRATION_BINS - 1, Math.max(0, place))];
    bin.stated += stated;
    bin.won += won;
    bin.count += 1;
    brier += (stated - won) ** 2;
  }
  const bins = sums
    .filter(({ count }) => count > 0)
    .map(({ stated, won, count }) => ({ stated: stated / count, observed: won / count, count }));
  if (judged.length === 0) return { bins, brier: null, expectedError: null };
  const distance = bins.reduce(
    (sum, { stated, observed, count }) => sum + count * Math.abs(stated - observed),
    0,
  );
  return { bins, brier: brier / judged.length, expectedError: distance / judged.length };
}
