/** How often a rater gives the same answer to the same pair again. */
import { type CohenKappa, cohenKappa, contingencyTable } from '../agreement/cohen-kappa';
import type { Interval } from '../agreement/interval';
import { wilsonInterval } from '../agreement/proportion';
import { ANSWERS, answerOf, type PairwiseLabel } from '../pairwise-label';

export interface RepeatConsistency {
  rater: string;
  repeats: number;
  same: number;
  share: number | null;
  interval95: Interval;
  /** The same beyond chance. With one rater this is no agreement between raters. */
  kappa: CohenKappa;
}

/**
 * A rater's second answers against their first, sides exchanged or not. The pair that is shown again
 * is found by its place in the same session.
 */
export function repeatConsistency(
  labels: readonly PairwiseLabel[],
  rater: string,
): RepeatConsistency {
  const own = labels.filter((label) => label.rater === rater);
  const firsts = new Map(
    own.filter(({ kind }) => kind === 'fresh').map((label) => [samePlans(label), label]),
  );
  const pairs = own
    .filter(({ kind }) => kind !== 'fresh')
    .map((again) => ({ first: firsts.get(samePlans(again)), again }))
    .filter((pair): pair is { first: PairwiseLabel; again: PairwiseLabel } => !!pair.first);
  const numbered = (label: PairwiseLabel) => ANSWERS.indexOf(answerOf(label));
  const before = pairs.map(({ first }) => numbered(first));
  const after = pairs.map(({ again }) => numbered(again));
  const same = before.filter((answer, i) => answer === after[i]).length;
  return {
    rater,
    repeats: pairs.length,
    same,
    share: pairs.length > 0 ? same / pairs.length : null,
    interval95: wilsonInterval(same, pairs.length),
    kappa: cohenKappa(contingencyTable(before, after, ANSWERS.length)),
  };
}

function samePlans({ sessionId, requestId, a, b }: PairwiseLabel): string {
  return [sessionId, requestId, ...[a.planId, b.planId].sort()].join(' ');
}
