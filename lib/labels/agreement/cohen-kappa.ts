/** Agreement of two raters beyond chance: Cohen's kappa, unweighted and weighted. */
import { type Interval, NORMAL_95 } from './interval';

export type KappaWeights = 'none' | 'linear' | 'quadratic';

export interface CohenKappa {
  /** null where chance alone agrees always (both raters used one and the same answer). */
  kappa: number | null;
  /** Share of items on which both gave the same answer. */
  rawAgreement: number;
  standardError: number | null;
  confidence95: Interval | null;
  /** Kappa over its standard error under "no agreement beyond chance". */
  z0: number | null;
}

/**
 * @param table counts: row = the first rater's answer, column = the second's
 * @param weights credit for near misses, for ordered answers
 * Source: Cohen 1960, 1968; large-sample variances by Fleiss, Cohen and Everitt 1969.
 */
export function cohenKappa(
  table: readonly (readonly number[])[],
  weights: KappaWeights = 'none',
): CohenKappa {
  const total = sum(table.flat());
  const size = table.length;
  if (total === 0) {
    return { kappa: null, rawAgreement: 0, standardError: null, confidence95: null, z0: null };
  }
  const share = table.map((row) => row.map((count) => count / total));
  const rows = share.map(sum);
  const columns = share.map((_, j) => sum(share.map((row) => row[j])));
  const credit = (i: number, j: number) => agreementCredit(i, j, size, weights);
  const overCells = (value: (i: number, j: number) => number) =>
    sum(share.flatMap((row, i) => row.map((_, j) => value(i, j))));

  const rawAgreement = sum(share.map((row, i) => row[i]));
  const observed = overCells((i, j) => share[i][j] * credit(i, j));
  const expected = overCells((i, j) => rows[i] * columns[j] * credit(i, j));
  if (1 - expected < Number.EPSILON) {
    return { kappa: null, rawAgreement, standardError: null, confidence95: null, z0: null };
  }
  const kappa = (observed - expected) / (1 - expected);

  const rowCredit = rows.map((_, i) => sum(columns.map((column, j) => column * credit(i, j))));
  const columnCredit = columns.map((_, j) => sum(rows.map((row, i) => row * credit(i, j))));
  const scale = (1 - expected) ** 2 * total;
  const variance =
    overCells(
      (i, j) => share[i][j] * (credit(i, j) - (rowCredit[i] + columnCredit[j]) * (1 - kappa)) ** 2,
    ) -
    (kappa - expected * (1 - kappa)) ** 2;
  const chanceVariance =
    overCells(
      (i, j) => rows[i] * columns[j] * (credit(i, j) - (rowCredit[i] + columnCredit[j])) ** 2,
    ) -
    expected ** 2;
  const standardError = Math.sqrt(Math.max(0, variance) / scale);
  const chanceError = Math.sqrt(Math.max(0, chanceVariance) / scale);
  return {
    kappa,
    rawAgreement,
    standardError,
    confidence95: [kappa - NORMAL_95 * standardError, kappa + NORMAL_95 * standardError],
    z0: chanceError > 0 ? kappa / chanceError : null,
  };
}

/** Counts of answer pairs, for answers numbered from 0. */
export function contingencyTable(
  first: readonly number[],
  second: readonly number[],
  answers: number,
): number[][] {
  const table = Array.from({ length: answers }, () => new Array<number>(answers).fill(0));
  first.forEach((answer, item) => {
    table[answer][second[item]] += 1;
  });
  return table;
}

function agreementCredit(i: number, j: number, size: number, weights: KappaWeights): number {
  if (weights === 'none' || size < 2) return i === j ? 1 : 0;
  const distance = Math.abs(i - j) / (size - 1);
  return 1 - (weights === 'linear' ? distance : distance ** 2);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
