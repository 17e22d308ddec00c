/**
 * A mean over answers that stand together by request, with its error: requests are the units.
 * Source: cluster-robust variance of a mean with the small-sample factor G / (G - 1).
 */

export interface ClusteredMean {
  mean: number;
  /** Infinity where there are fewer than two requests. */
  standardError: number;
  values: number;
  requests: number;
}

export function clusteredMean(
  values: readonly { requestId: string; value: number }[],
): ClusteredMean {
  const sums = new Map<string, { sum: number; count: number }>();
  let total = 0;
  for (const { requestId, value } of values) {
    const { sum, count } = sums.get(requestId) ?? { sum: 0, count: 0 };
    sums.set(requestId, { sum: sum + value, count: count + 1 });
    total += value;
  }
  const requests = sums.size;
  const mean = values.length === 0 ? 0 : total / values.length;
  let squares = 0;
  for (const { sum, count } of sums.values()) squares += (sum - mean * count) ** 2;
  const standardError =
    requests < 2 ? Infinity : Math.sqrt((squares * requests) / (requests - 1)) / values.length;
  return { mean, standardError, values: values.length, requests };
}

/** The normal quantile of a one-sided 99.5 %. */
const Z = 2.5758;

/**
 * The same quantile of Student's t: with a few requests, chance makes more than the normal curve says.
 * Good to 2 % from 4 degrees of freedom on.
 * Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7.5.
 */
export function studentQuantile(degrees: number): number {
  const g1 = (Z ** 3 + Z) / 4;
  const g2 = (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96;
  const g3 = (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384;
  return Z + g1 / degrees + g2 / degrees ** 2 + g3 / degrees ** 3;
}
