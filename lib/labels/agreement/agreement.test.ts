import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { bradleyTerry } from './bradley-terry';
import { cohenKappa, contingencyTable, type KappaWeights } from './cohen-kappa';
import { answerCounts, fleissKappa } from './fleiss-kappa';
import { bootstrapInterval } from './interval';
import { krippendorffAlpha, type MeasurementLevel } from './krippendorff-alpha';
import {
  binomialAtLeast,
  binomialTwoSided,
  clopperPearsonInterval,
  wilsonInterval,
} from './proportion';

const REFERENCE = '../shared/data/label-stats/kappa_abx_reference.json';

interface Reference {
  fleiss: { table?: number[][]; ratings?: number[][]; kappa: number | null; randolph?: number }[];
  cohen: {
    table?: number[][];
    y1?: number[];
    y2?: number[];
    weights: KappaWeights;
    kappa: number | null;
    se?: number;
    ci95?: [number, number];
    z0?: number;
  }[];
  abx_binomial: {
    n: number;
    k: number;
    p_greater: number;
    p_two: number;
    wilson95: [number, number];
    clopper95: [number, number];
  }[];
  krippendorff_alpha: { data: (number | null)[][]; level: MeasurementLevel; alpha: number }[];
  bradley_terry: { n: number; wins: [number, number][]; ml: number[] }[];
}

const hasReference = existsSync(REFERENCE);
// biome-ignore lint/suspicious/noConsole: says why the cases below are skipped
if (!hasReference) console.info(`skipped: no reference values of agreement in ${REFERENCE}`);
const reference: Reference = hasReference
  ? JSON.parse(readFileSync(REFERENCE, 'utf8'))
  : { fleiss: [], cohen: [], abx_binomial: [], krippendorff_alpha: [], bradley_terry: [] };

function expectNear(actual: number | null, expected: number | null, digits = 6): void {
  if (expected === null) expect(actual).toBeNull();
  else expect(actual).toBeCloseTo(expected, digits);
}

describe.skipIf(!hasReference)('agreement against reference values of other programs', () => {
  it("gives Fleiss' kappa", () => {
    for (const { table, ratings, kappa, randolph } of reference.fleiss) {
      const counts =
        table ??
        answerCounts(
          ratings!.map((row) => row.map((answer) => answer - 1)),
          5,
        );
      const result = fleissKappa(counts);
      expectNear(result.kappa, kappa);
      if (randolph !== undefined) expectNear(result.freeMarginalKappa, randolph);
    }
  });

  it("gives Cohen's kappa with its error, interval and z", () => {
    for (const { table, y1, y2, weights, kappa, se, ci95, z0 } of reference.cohen) {
      const answers = Math.max(...(y1 ?? [0]), ...(y2 ?? [0])) + 1;
      const result = cohenKappa(table ?? contingencyTable(y1!, y2!, answers), weights);
      expectNear(result.kappa, kappa);
      if (se !== undefined) expectNear(result.standardError, se);
      if (z0 !== undefined) expectNear(result.z0, z0);
      ci95?.forEach((end, i) => {
        expectNear(result.confidence95![i], end);
      });
    }
  });

  it('gives exact binomial tests and intervals', () => {
    for (const { n, k, p_greater, p_two, wilson95, clopper95 } of reference.abx_binomial) {
      expectNear(binomialAtLeast(k, n), p_greater, 9);
      expectNear(binomialTwoSided(k, n), p_two, 9);
      wilsonInterval(k, n).forEach((end, i) => {
        expectNear(end, wilson95[i], 9);
      });
      clopperPearsonInterval(k, n).forEach((end, i) => {
        expectNear(end, clopper95[i], 9);
      });
    }
  });

  it("gives Krippendorff's alpha at all four levels", () => {
    for (const { data, level, alpha } of reference.krippendorff_alpha) {
      expectNear(krippendorffAlpha(data, level), alpha, alpha === Number(alpha.toFixed(3)) ? 3 : 6);
    }
  });

  it('gives Bradley-Terry strengths', () => {
    for (const { n, wins, ml } of reference.bradley_terry) {
      const strengths = bradleyTerry(
        wins.map(([winner, loser]) => ({ winner: `${winner}`, loser: `${loser}`, weight: 1 })),
      );
      for (let item = 0; item < n; item++) expectNear(strengths!.get(`${item}`)!, ml[item]);
    }
  });
});

describe('agreement where there is nothing to tell', () => {
  it('is not defined where all answers are one and the same', () => {
    expect(
      cohenKappa([
        [9, 0],
        [0, 0],
      ]).kappa,
    ).toBeNull();
    expect(
      cohenKappa([
        [9, 0],
        [0, 0],
      ]).rawAgreement,
    ).toBe(1);
    expect(
      fleissKappa([
        [3, 0],
        [3, 0],
      ]).kappa,
    ).toBeNull();
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        'nominal',
      ),
    ).toBeNull();
  });

  it('is not defined of nothing', () => {
    expect(
      cohenKappa([
        [0, 0],
        [0, 0],
      ]).kappa,
    ).toBeNull();
    expect(fleissKappa([]).kappa).toBeNull();
    expect(krippendorffAlpha([], 'nominal')).toBeNull();
    expect(
      krippendorffAlpha(
        [
          [1, null],
          [null, 2],
        ],
        'nominal',
      ),
    ).toBeNull();
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });

  it('gives no strengths where one never lost, unless a prior is asked for', () => {
    const outcomes = [
      { winner: 'x', loser: 'y', weight: 1 },
      { winner: 'y', loser: 'z', weight: 1 },
    ];
    expect(bradleyTerry(outcomes)).toBeNull();
    const strengths = bradleyTerry(outcomes, { priorWins: 0.5 })!;
    expect(strengths.get('x')!).toBeGreaterThan(strengths.get('y')!);
    expect(strengths.get('y')!).toBeGreaterThan(strengths.get('z')!);
  });

  it('keeps a resampled interval to the statistic it is of', () => {
    const items = Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 0 : 1));
    const share = (sample: readonly number[]) =>
      sample.reduce((sum, value) => sum + value, 0) / sample.length;
    const [low, high] = bootstrapInterval(items, share, createRandom(1))!;
    const [wilsonLow, wilsonHigh] = wilsonInterval(150, 200);
    expect(low).toBeCloseTo(wilsonLow, 1);
    expect(high).toBeCloseTo(wilsonHigh, 1);
  });
});
