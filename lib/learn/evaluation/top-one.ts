/**
 * The figures that count for the listener, who hears only what is put first: how often that is preferred
 * over the baseline's choice, and how often it loses to anything else.
 */
import { FEATURES } from '@/lib/taste/features/feature-table';
import type { JudgedExample } from './judged-example';
import { type Share, shareWithInterval } from './pair-accuracy';

export interface TopOneReport {
  /** The model's first against the rubric's first, where both were compared; a tie is half a win. */
  preferredOverRubric: Share;
  /** Comparisons of the model's first plan with any other that it lost. */
  regret: Share;
}

const rubricIndex = FEATURES.findIndex(({ name }) => name === 'rubric-total');

interface SeenPlan {
  score: number;
  rubric: number;
}

export function topOneReport(judged: readonly JudgedExample[]): TopOneReport {
  let [wins, meetings, losses, comparisons] = [0, 0, 0, 0];
  for (const request of byRequest(judged).values()) {
    const plans = seenPlans(request);
    const byModel = first(plans, ({ score }) => score);
    const byRubric = first(plans, ({ rubric }) => rubric);
    for (const { example } of request) {
      const { planA, planB, winner } = example;
      if (planA !== byModel && planB !== byModel) continue;
      const won = winner === 'tie' ? 0.5 : (winner === 'a') === (planA === byModel) ? 1 : 0;
      comparisons += 1;
      losses += won === 0 ? 1 : 0;
      if (planA !== byRubric && planB !== byRubric) continue;
      if (byModel === byRubric) continue;
      meetings += 1;
      wins += won;
    }
  }
  return {
    preferredOverRubric: shareWithInterval(wins, meetings),
    regret: shareWithInterval(losses, comparisons),
  };
}

export function byRequest(judged: readonly JudgedExample[]): Map<string, JudgedExample[]> {
  const requests = new Map<string, JudgedExample[]>();
  for (const one of judged) {
    const { requestId } = one.example;
    const known = requests.get(requestId);
    if (known) known.push(one);
    else requests.set(requestId, [one]);
  }
  return requests;
}

function seenPlans(request: readonly JudgedExample[]): Map<string, SeenPlan> {
  const plans = new Map<string, SeenPlan>();
  for (const { example, scoreA, scoreB } of request) {
    plans.set(example.planA, { score: scoreA, rubric: example.featuresA[rubricIndex] });
    plans.set(example.planB, { score: scoreB, rubric: example.featuresB[rubricIndex] });
  }
  return plans;
}

function first(plans: ReadonlyMap<string, SeenPlan>, value: (plan: SeenPlan) => number): string {
  let best: string | null = null;
  let highest = -Infinity;
  for (const [id, plan] of plans) {
    if (value(plan) > highest) [best, highest] = [id, value(plan)];
  }
  return best ?? '';
}
