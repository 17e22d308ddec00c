/**
 * The choice between the two best plans made again once a few bars of both have been heard. The
 * model's margin is kept, and what can be heard is added to it by rules. Source: taste plan, top-2 preview reranker; transitions without jolts by the mixing rules.
 */
import { sigmoid } from '@/lib/analysis/statistics';
import { FEATURES } from '../features/feature-table';
import { progressTo } from '../features/figures';
import type { FeatureVector } from '../features/manifest';
import type { Contribution } from './contributions';

interface EarRule {
  feature: string;
  /** Value at which it sounds right, and at which it is spoilt. */
  good: number;
  bad: number;
}

/** What a listener hears of a joint or a climax, each as much as another. */
export const EAR_RULES: readonly EarRule[] = [
  { feature: 'boundary-level-jump-worst', good: 8, bad: 24 },
  { feature: 'spectral-discontinuity', good: 8, bad: 40 },
  { feature: 'click-risk', good: 2, bad: 10 },
  { feature: 'tail-truncation', good: 12, bad: 45 },
  { feature: 'low-end-bump', good: 1, bad: 9 },
  { feature: 'boundary-dip', good: 12, bad: 45 },
  { feature: 'melodic-alignment', good: 0.6, bad: -0.2 },
];

/** Log-odds of a full difference in what is heard: 0.05 is a clear one, as in the rubric. */
const EAR_LOG_ODDS = 20;

export interface HeardPlan {
  planId: string;
  /** With the features of rendered sound. */
  features: FeatureVector;
}

export interface EarVerdict {
  chosenId: string;
  otherId: string;
  /** Whether it is another than was chosen before. */
  isChanged: boolean;
  /** Chance that the chosen is preferred over the other, by all that is known now. */
  probability: number;
  /** What was heard, in log-odds for the chosen plan, largest first. */
  reasons: Contribution[];
}

/**
 * @param before log-odds that the first is preferred over the second, before they were heard
 */
export function chooseByEar(first: HeardPlan, second: HeardPlan, before: number): EarVerdict {
  const { logOdds, reasons } = byRules(first, second, before);
  const isChanged = logOdds < 0;
  const [chosen, other] = isChanged ? [second, first] : [first, second];
  return {
    chosenId: chosen.planId,
    otherId: other.planId,
    isChanged,
    probability: sigmoid(Math.abs(logOdds)),
    reasons: isChanged ? reasons.map(turned) : reasons,
  };
}

function byRules({ features: one }: HeardPlan, { features: two }: HeardPlan, before: number) {
  const reasons = EAR_RULES.map(({ feature, good, bad }): Contribution => {
    const at = FEATURES.findIndex(({ name }) => name === feature);
    const [chosen, runnerUp] = [one.values[at], two.values[at]];
    const difference = progressTo(chosen, bad, good) - progressTo(runnerUp, bad, good);
    return { feature, amount: (EAR_LOG_ODDS * difference) / EAR_RULES.length, chosen, runnerUp };
  })
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  return { logOdds: reasons.reduce((sum, { amount }) => sum + amount, before), reasons };
}

/** A reason seen from the other plan. */
function turned({ feature, amount, chosen, runnerUp }: Contribution): Contribution {
  return { feature, amount: -amount, chosen: runnerUp, runnerUp: chosen };
}
