/** How far several raters agree on the pairs they share, and whether that is enough to train on. */
import type { Random } from '@/lib/base/random';
import { cohenKappa, contingencyTable } from '../agreement/cohen-kappa';
import { bootstrapInterval, type Interval } from '../agreement/interval';
import { krippendorffAlpha } from '../agreement/krippendorff-alpha';
import { ANSWERS, answerOf, type PairwiseLabel, pairKey } from '../pairwise-label';

/** Agreement from which labels of several raters may train one model. Source: the rating plan. */
export const MIN_AGREEMENT = 0.4;

export interface RaterAgreement {
  raters: string[];
  /** Pairs answered by at least two of them. */
  sharedPairs: number;
  /** Cohen's kappa for two raters, Krippendorff's alpha (which allows gaps) for more. */
  measure: 'cohen-kappa' | 'krippendorff-alpha';
  value: number | null;
  interval95: Interval | null;
  /** Share of rater pairs with the same answer. */
  rawAgreement: number | null;
  disagreements: Disagreement[];
}

/** A pair of plans on which raters gave different answers. */
export interface Disagreement {
  requestId: string;
  labels: PairwiseLabel[];
}

/** @returns null where fewer than two raters answered */
export function raterAgreement(
  labels: readonly PairwiseLabel[],
  random: Random,
): RaterAgreement | null {
  const raters = [...new Set(labels.map(({ rater }) => rater))].sort();
  if (raters.length < 2) return null;
  const shared = sharedPairs(labels);
  const items = shared.map((given) =>
    raters.map((rater) => {
      const label = given.find((candidate) => candidate.rater === rater);
      return label ? ANSWERS.indexOf(answerOf(label)) : null;
    }),
  );
  const isTwo = raters.length === 2;
  const statistic = (sample: readonly (number | null)[][]) =>
    isTwo ? kappaOf(sample) : alphaOf(sample, raters.length);
  return {
    raters,
    sharedPairs: shared.length,
    measure: isTwo ? 'cohen-kappa' : 'krippendorff-alpha',
    value: shared.length > 0 ? statistic(items) : null,
    interval95: shared.length > 1 ? bootstrapInterval(items, statistic, random) : null,
    rawAgreement: rawAgreement(items),
    disagreements: shared
      .filter((given) => new Set(given.map(answerOf)).size > 1)
      .map((given) => ({ requestId: given[0].requestId, labels: given })),
  };
}

/** First answers by pair, of pairs that at least two raters answered. */
function sharedPairs(labels: readonly PairwiseLabel[]): PairwiseLabel[][] {
  const byPair = new Map<string, PairwiseLabel[]>();
  for (const label of labels) {
    const given = byPair.get(pairKey(label)) ?? [];
    if (!given.some(({ rater }) => rater === label.rater)) given.push(label);
    byPair.set(pairKey(label), given);
  }
  return [...byPair.values()].filter((given) => given.length > 1);
}

function kappaOf(items: readonly (number | null)[][]): number | null {
  const [first, second] = [items.map((item) => item[0]!), items.map((item) => item[1]!)];
  return cohenKappa(contingencyTable(first, second, ANSWERS.length)).kappa;
}

function alphaOf(items: readonly (number | null)[][], raters: number): number | null {
  const byRater = Array.from({ length: raters }, (_, rater) => items.map((item) => item[rater]));
  return krippendorffAlpha(byRater, 'nominal');
}

function rawAgreement(items: readonly (number | null)[][]): number | null {
  let pairs = 0;
  let same = 0;
  for (const item of items) {
    const given = item.filter((answer) => answer !== null);
    given.forEach((one, i) => {
      for (const other of given.slice(i + 1)) {
        pairs++;
        if (one === other) same++;
      }
    });
  }
  return pairs > 0 ? same / pairs : null;
}
