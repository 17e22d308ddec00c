/** Which of the scored plans is taken. Source: taste plan, selection policy. */
import { type Calibration, winProbability } from '../ranker/calibration';

/** Under this chance of winning two plans count as equal and the safer one is taken. */
export const TIE_BREAK_PROBABILITY = 0.6;

export interface ScoredPlan {
  planId: string;
  score: number;
  /** 0 to 1. */
  risk: number;
}

export interface PlanSelection {
  chosenId: string;
  /** The best of the others, or the best itself where the safer was taken; null where there is one plan. */
  runnerUpId: string | null;
  /** Score of the chosen plan less the runner-up's. */
  margin: number;
  /** Calibrated chance that the chosen plan is preferred over the runner-up. */
  probability: number;
  /** Whether the second best was taken because it is safer. */
  isSafer: boolean;
}

/** @param plans at least one; of equals the first counts as better */
export function selectPlan(plans: readonly ScoredPlan[], calibration: Calibration): PlanSelection {
  const [best, second] = [...plans].sort((one, other) => other.score - one.score);
  if (second === undefined) {
    return { chosenId: best.planId, runnerUpId: null, margin: 0, probability: 1, isSafer: false };
  }
  const isTie = winProbability(best.score - second.score, calibration) < TIE_BREAK_PROBABILITY;
  const isSafer = isTie && second.risk < best.risk;
  const [chosen, other] = isSafer ? [second, best] : [best, second];
  const margin = chosen.score - other.score;
  return {
    chosenId: chosen.planId,
    runnerUpId: other.planId,
    margin,
    probability: winProbability(margin, calibration),
    isSafer,
  };
}
