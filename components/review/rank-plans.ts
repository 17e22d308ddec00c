/** Where each plan stands by the ranking in use. */
import type { Judgement } from '@/lib/studio/judge-plans';
import { winProbability } from '@/lib/taste/ranker/calibration';
import type { PlanRank } from './rank-badge';
import { placeAmong } from './taste-words';

/**
 * Ranks by plan id.
 * @param fieldIds the candidates; others are placed as if they were among them
 * @param chosenId the plan that is the remix
 */
export function rankPlans(
  { verdicts, calibration }: Pick<Judgement, 'verdicts' | 'calibration'>,
  fieldIds: ReadonlySet<string>,
  chosenId: string,
): Readonly<Record<string, PlanRank>> {
  const field = verdicts.filter(({ planId }) => fieldIds.has(planId));
  const chosen = field.find(({ planId }) => planId === chosenId);
  const scores = field.map(({ score }) => score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  return Object.fromEntries(
    verdicts.map((verdict) => {
      const { planId, score, risk } = verdict;
      const share = high > low ? Math.min(Math.max((score - low) / (high - low), 0), 1) : 1;
      const chance =
        chosen && planId !== chosenId ? winProbability(score - chosen.score, calibration) : null;
      return [planId, { place: placeAmong(field, verdict), share, chance, risk }];
    }),
  );
}
