/** In how many pairs a ranker agrees with the answers, and how far chance could have moved that figure. */
import { isDecided, isRight, type JudgedExample } from './judged-example';

export interface Share {
  /** Number of comparisons. */
  count: number;
  /** 0 to 1; null where there are none. */
  share: number | null;
  /** 95 % interval. */
  low: number;
  high: number;
}

const Z = 1.959963984540054;

/**
 * A share with its interval. Source: E. Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 1927.
 */
export function shareWithInterval(successes: number, count: number): Share {
  if (count === 0) return { count, share: null, low: 0, high: 1 };
  const share = successes / count;
  const scale = 1 + (Z * Z) / count;
  const centre = (share + (Z * Z) / (2 * count)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / count + (Z * Z) / (4 * count ** 2));
  return { count, share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Ties are left out. */
export function pairAccuracy(judged: readonly JudgedExample[]): Share {
  const decided = judged.filter(isDecided);
  return shareWithInterval(
    decided.reduce((sum, one) => sum + isRight(one), 0),
    decided.length,
  );
}

/** The same by what `key` says of an example; what it says null of is left out. */
export function accuracyBy(
  judged: readonly JudgedExample[],
  key: (one: JudgedExample) => string | null,
): Record<string, Share> {
  const groups = new Map<string, JudgedExample[]>();
  for (const one of judged) {
    const name = key(one);
    if (name === null) continue;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const names = [...groups.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, pairAccuracy(groups.get(name) ?? [])]));
}
