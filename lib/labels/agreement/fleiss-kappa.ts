/** Agreement of several raters beyond chance where every item has as many answers. */

export interface FleissKappa {
  /** null where all answers are one and the same. */
  kappa: number | null;
  /** The same with equal chances for every answer (Randolph 2005): not misled by rare answers. */
  freeMarginalKappa: number | null;
  /** Mean share of rater pairs that agree. */
  rawAgreement: number;
}

/**
 * @param table row = item, column = answer, value = number of raters who gave it; every row sums to
 *   the same number of raters, at least 2
 * Source: Fleiss 1971; Randolph 2005.
 */
export function fleissKappa(table: readonly (readonly number[])[]): FleissKappa {
  const raters = sum(table[0] ?? []);
  if (table.length === 0 || raters < 2) {
    return { kappa: null, freeMarginalKappa: null, rawAgreement: 0 };
  }
  const answers = table[0].length;
  const rawAgreement = mean(
    table.map((row) => (sum(row.map((count) => count * count)) - raters) / (raters * (raters - 1))),
  );
  const shares = table[0].map((_, answer) => mean(table.map((row) => row[answer] / raters)));
  const byChance = sum(shares.map((share) => share * share));
  return {
    kappa: beyondChance(rawAgreement, byChance),
    freeMarginalKappa: beyondChance(rawAgreement, 1 / answers),
    rawAgreement,
  };
}

/** Counts by item and answer, from answers by item (numbered from 0). */
export function answerCounts(items: readonly (readonly number[])[], answers: number): number[][] {
  return items.map((given) => {
    const counts = new Array<number>(answers).fill(0);
    for (const answer of given) counts[answer] += 1;
    return counts;
  });
}

function beyondChance(observed: number, expected: number): number | null {
  return 1 - expected < 1e-12 ? null : (observed - expected) / (1 - expected);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
