/** The rows of the table of figures: each feature of a plan, placed among all candidates. */
import type { PlanVerdict } from '@/lib/studio/judge-plans';
import type { FeatureGroup } from '@/lib/taste/features/feature';
import { FEATURES } from '@/lib/taste/features/feature-table';
import { valueText } from '@/lib/taste/selection/contribution-text';
import type { Contribution } from '@/lib/taste/selection/contributions';
import type { NamedFigures } from './rubric-radar';

export const FEATURE_ORDER_TITLES = {
  tells: 'What tells most',
  unusual: 'Most unlike the others',
  group: 'By subject',
} as const;
export type FeatureOrder = keyof typeof FEATURE_ORDER_TITLES;

/** null where only rendered sound could say it, so that no plan has it here. */
export const GROUP_TITLES: Readonly<Record<FeatureGroup, string | null>> = {
  structure: 'Structure',
  'energy-arc': 'Energy',
  'harmonic-tempo-risk': 'Keys and tempo',
  'prompt-fit': 'What was asked for',
  rubric: 'Mixing rules',
  'vocal-clarity': 'Voice',
  groove: 'Groove',
  'spectral-balance': 'Sound',
  'transition-quality': null,
  'moment-quality': null,
};

export interface FeatureRow {
  name: string;
  meaning: string;
  /** "more is better", where that is known. */
  better: string | null;
  value: string;
  rivalValue: string;
  /** What it adds to the margin over the rival; empty where nothing. */
  tells: string;
  /** The least and the most among all candidates and this plan. */
  from: string;
  to: string;
  /** Places between the two, 0 to 1. */
  at: number;
  rivalAt: number | null;
  others: number[];
}

export function featureRows({
  plan,
  rival,
  field,
  contributions,
  order,
  group,
  isAll,
}: {
  plan: NamedFigures;
  rival: NamedFigures | null;
  field: readonly Pick<PlanVerdict, 'values'>[];
  contributions: readonly Contribution[];
  order: FeatureOrder;
  group: FeatureGroup | null;
  /** With the figures that are the same in all plans. */
  isAll: boolean;
}): FeatureRow[] {
  const amounts = new Map(contributions.map(({ feature, amount }) => [feature, amount]));
  const shown = plan.values.map((_, index) => index);
  const weight = (index: number) =>
    order === 'tells'
      ? Math.abs(amounts.get(FEATURES[index].name) ?? 0)
      : order === 'unusual'
        ? unlikeness(plan.values[index], field, index)
        : 0;
  const differs = (index: number) =>
    [...field, ...(rival ? [rival] : [])].some(
      ({ values }) =>
        valueText(values[index], FEATURES[index].unit) !==
        valueText(plan.values[index], FEATURES[index].unit),
    );
  return shown
    .filter((index) => group === null || FEATURES[index].group === group)
    .filter((index) => isAll || differs(index))
    .map((index) => ({ index, weight: weight(index) }))
    .sort((one, other) => other.weight - one.weight || one.index - other.index)
    .map(({ index }) => rowOf(index, plan, rival, field, amounts));
}

function rowOf(
  index: number,
  plan: NamedFigures,
  rival: NamedFigures | null,
  field: readonly Pick<PlanVerdict, 'values'>[],
  amounts: ReadonlyMap<string, number>,
): FeatureRow {
  const { name, meaning, direction, unit } = FEATURES[index];
  const mine = plan.values[index];
  const theirs = rival?.values[index] ?? null;
  const all = field.map(({ values }) => values[index]);
  const known = [...all, mine, ...(theirs === null ? [] : [theirs])];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const place = (value: number) => (high > low ? (value - low) / (high - low) : 0.5);
  const amount = amounts.get(name);
  return {
    name,
    meaning,
    better: direction === 0 ? null : direction > 0 ? 'more is better' : 'less is better',
    value: valueText(mine, unit),
    rivalValue: theirs === null ? '' : valueText(theirs, unit),
    tells: amount === undefined ? '' : `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(3)}`,
    from: valueText(low, unit),
    to: valueText(high, unit),
    at: place(mine),
    rivalAt: theirs === null ? null : place(theirs),
    others: all.map(place),
  };
}

/** How far a value lies from the others' mean, in their spread. */
function unlikeness(
  value: number,
  field: readonly Pick<PlanVerdict, 'values'>[],
  index: number,
): number {
  const values = field.map((one) => one.values[index]);
  const mean = values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
  const variance =
    values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, values.length);
  return variance < 1e-12 ? 0 : Math.abs(value - mean) / Math.sqrt(variance);
}
