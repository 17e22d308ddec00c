/** Confidence intervals as pairs of numbers, and where a resampled one comes from. */
import type { Random } from '@/lib/base/random';

/** Lower and upper end. */
export type Interval = readonly [number, number];

/** The normal distribution's 97.5 % point. */
export const NORMAL_95 = 1.959963984540054;

const BOOTSTRAP_ROUNDS = 1000;

/**
 * 95 % interval of a statistic by resampling its items (percentile bootstrap).
 * @param statistic null where it is not defined on a sample; such samples are left out
 * @returns null where it was defined on fewer than half of the samples
 * Source: Efron 1979; percentile interval.
 */
export function bootstrapInterval<T>(
  items: readonly T[],
  statistic: (sample: readonly T[]) => number | null,
  random: Random,
): Interval | null {
  const values: number[] = [];
  for (let round = 0; round < BOOTSTRAP_ROUNDS; round++) {
    const value = statistic(items.map(() => random.pick(items)));
    if (value !== null) values.push(value);
  }
  if (values.length < BOOTSTRAP_ROUNDS / 2) return null;
  values.sort((x, y) => x - y);
  const at = (share: number) => values[Math.round(share * (values.length - 1))];
  return [at(0.025), at(0.975)];
}
