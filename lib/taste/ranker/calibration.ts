/**
 * Scores as probabilities. Source: J. Platt, "Probabilistic outputs for support vector machines", 1999;
 * for pairs without the constant, so that P(A before B) and P(B before A) sum to 1.
 */
import { sigmoid } from '@/lib/analysis/statistics';

/** Probability that a plan is preferred over another whose score is lower by `margin`. */
export function winProbability(margin: number, slope: number): number {
  return sigmoid(slope * margin);
}
