/** Ways to look through the candidates: in which order, and which of them. */
import type { SongSide } from '@/lib/music/stem-names';
import { peakPosition, vocalEntryBeat, vocalShare } from '@/lib/plan/plan-measures';
import { type Family, lengthBeats, type RemixPlan } from '@/lib/plan/remix-plan';
import { stretchAmount } from '@/lib/plan/rules/tempo-rules';
import type { PlanVerdict } from '@/lib/studio/judge-plans';

/** Smallest first; the plans' own order is the choice's. */
const MEASURES = {
  length: (plan: RemixPlan) => (lengthBeats(plan) * 60) / plan.tempo.targetBpm,
  entry: (plan: RemixPlan) => vocalEntryBeat(plan) ?? Infinity,
  voice: (plan: RemixPlan) => -vocalShare(plan),
  peak: (plan: RemixPlan) => peakPosition(plan),
  stretch: (plan: RemixPlan) => stretchAmount(plan.tempo.vocalRatio),
} as const;

export type PlanOrder = 'choice' | JudgedOrder | keyof typeof MEASURES;

/** Orders that the ranking knows. */
const JUDGED_MEASURES = {
  score: ({ score }: Judged) => -score,
  risk: ({ risk }: Judged) => risk,
} as const;
type JudgedOrder = keyof typeof JUDGED_MEASURES;
type Judged = Pick<PlanVerdict, 'score' | 'risk'>;

export function isJudgedOrder(order: PlanOrder): order is JudgedOrder {
  return order in JUDGED_MEASURES;
}

export const ORDER_TITLES: Readonly<Record<PlanOrder, string>> = {
  choice: 'As chosen',
  score: 'Best score first',
  risk: 'Least risk first',
  length: 'Shortest first',
  entry: 'Earliest voice first',
  voice: 'Most voice first',
  peak: 'Earliest peak first',
  stretch: 'Least stretched first',
};

export interface PlanFilter {
  singer: SongSide | null;
  family: Family | null;
}

export const NO_FILTER: PlanFilter = { singer: null, family: null };

/** @param judged by plan id; plans without a verdict come last */
export function orderPlans(
  plans: readonly RemixPlan[],
  order: PlanOrder,
  { singer, family }: PlanFilter,
  judged: Readonly<Record<string, Judged>> = {},
): RemixPlan[] {
  const shown = plans.filter(
    (plan) =>
      (singer === null || plan.vocalSong === singer) && (family === null || plan.family === family),
  );
  if (order === 'choice') return shown;
  const value = isJudgedOrder(order)
    ? ({ id }: RemixPlan) => (judged[id] ? JUDGED_MEASURES[order](judged[id]) : Infinity)
    : MEASURES[order];
  const difference = (x: number, y: number) => (x === y ? 0 : x - y);
  return shown.sort((one, other) => difference(value(one), value(other)));
}
