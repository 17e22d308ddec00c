/** Ways to look through the candidates: in which order, and which of them. */
import type { SongSide } from '@/lib/music/stem-names';
import { peakPosition, vocalEntryBeat, vocalShare } from '@/lib/plan/plan-measures';
import { type Family, lengthBeats, type RemixPlan } from '@/lib/plan/remix-plan';
import { stretchAmount } from '@/lib/plan/rules/tempo-rules';

/** Smallest first; the plans' own order is the choice's. */
const MEASURES = {
  length: (plan: RemixPlan) => (lengthBeats(plan) * 60) / plan.tempo.targetBpm,
  entry: (plan: RemixPlan) => vocalEntryBeat(plan) ?? Infinity,
  voice: (plan: RemixPlan) => -vocalShare(plan),
  peak: (plan: RemixPlan) => peakPosition(plan),
  stretch: (plan: RemixPlan) => stretchAmount(plan.tempo.vocalRatio),
} as const;

export type PlanOrder = 'choice' | 'score' | keyof typeof MEASURES;

export const ORDER_TITLES: Readonly<Record<PlanOrder, string>> = {
  choice: 'As chosen',
  score: 'Score',
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

/** @param scores by plan id, higher is better; plans without one come last */
export function orderPlans(
  plans: readonly RemixPlan[],
  order: PlanOrder,
  { singer, family }: PlanFilter,
  scores: Readonly<Record<string, number>> = {},
): RemixPlan[] {
  const shown = plans.filter(
    (plan) =>
      (singer === null || plan.vocalSong === singer) && (family === null || plan.family === family),
  );
  if (order === 'choice') return shown;
  const value =
    order === 'score' ? (plan: RemixPlan) => -(scores[plan.id] ?? -Infinity) : MEASURES[order];
  const difference = (x: number, y: number) => (x === y ? 0 : x - y);
  return shown.sort((one, other) => difference(value(one), value(other)));
}
