/**
 * Whether a ranker is led by something that is not taste: loud, dense, busy or plain. Correlations are
 * taken within requests, since only plans of one request are ever compared.
 * Source: taste plan, safety and regression checks.
 */
import { FEATURES } from '@/lib/taste/features/feature-table';
import { correlation } from '@/lib/taste/features/figures';
import type { JudgedExample } from './judged-example';
import { byRequest } from './top-one';

/** What is watched, with a name for people. */
export const WATCHED_FEATURES = {
  'mean-level': 'loudness',
  'stem-density': 'number of stems',
  'transition-count': 'number of transitions',
  'vocal-stretch': 'stretch of the voice',
  'section-count': 'number of sections',
  'wall-share': 'wall of sound',
} as const;
export type WatchedFeature = keyof typeof WATCHED_FEATURES;

/** From here on a correlation is worth a look. */
export const SUSPICIOUS_CORRELATION = 0.4;

/** Correlation of the score with each watched feature; null where the vectors do not hold it. */
export function watchedCorrelations(
  judged: readonly JudgedExample[],
): Record<WatchedFeature, number | null> {
  const names = Object.keys(WATCHED_FEATURES) as WatchedFeature[];
  const plans = plansOf(judged);
  return Object.fromEntries(
    names.map((name) => {
      const index = FEATURES.findIndex((feature) => feature.name === name);
      if (plans.length === 0 || plans.some(({ values }) => index >= values.length)) {
        return [name, null];
      }
      const centred = centre(plans.map(({ request, values }) => [request, values[index]]));
      return [
        name,
        correlation(centre(plans.map(({ request, score }) => [request, score])), centred),
      ];
    }),
  ) as Record<WatchedFeature, number | null>;
}

interface ScoredVector {
  request: string;
  score: number;
  values: readonly number[];
}

/** Every plan once. */
function plansOf(judged: readonly JudgedExample[]): ScoredVector[] {
  const plans: ScoredVector[] = [];
  for (const [request, examples] of byRequest(judged)) {
    const seen = new Map<string, ScoredVector>();
    for (const { example, scoreA, scoreB } of examples) {
      seen.set(example.planA, { request, score: scoreA, values: example.featuresA });
      seen.set(example.planB, { request, score: scoreB, values: example.featuresB });
    }
    plans.push(...seen.values());
  }
  return plans;
}

/** Values less the mean of their request. */
function centre(values: readonly (readonly [request: string, value: number])[]): number[] {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const [request, value] of values) {
    const known = sums.get(request) ?? { sum: 0, count: 0 };
    sums.set(request, { sum: known.sum + value, count: known.count + 1 });
  }
  return values.map(([request, value]) => {
    const { sum, count } = sums.get(request) ?? { sum: 0, count: 1 };
    return value - sum / count;
  });
}

/** Half the sum of the differences of two importances, 0 (the same) to 1 (nothing in common). */
export function importanceDrift(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): number {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  let sum = 0;
  for (const name of names) sum += Math.abs((one[name] ?? 0) - (other[name] ?? 0));
  return sum / 2;
}
