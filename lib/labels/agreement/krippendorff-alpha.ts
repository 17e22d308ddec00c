/** Agreement of any number of raters with gaps: Krippendorff's alpha. */

export type MeasurementLevel = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/**
 * @param ratings row = rater, column = item; null = not rated
 * @returns null where fewer than two answers can be paired, or all answers are the same
 * Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
 */
export function krippendorffAlpha(
  ratings: readonly (readonly (number | null)[])[],
  level: MeasurementLevel,
): number | null {
  const items = (ratings[0] ?? []).map((_, item) =>
    ratings.map((row) => row[item]).filter((value): value is number => value !== null),
  );
  const pairable = items.filter((answers) => answers.length > 1);
  const values = [...new Set(pairable.flat())].sort((x, y) => x - y);
  const index = new Map(values.map((value, i) => [value, i]));
  const coincidences = values.map(() => new Array<number>(values.length).fill(0));
  for (const answers of pairable) {
    answers.forEach((one, i) => {
      answers.forEach((other, j) => {
        if (i === j) return;
        coincidences[index.get(one)!][index.get(other)!] += 1 / (answers.length - 1);
      });
    });
  }
  const totals = coincidences.map((row) => row.reduce((sum, count) => sum + count, 0));
  const total = totals.reduce((sum, count) => sum + count, 0);
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < values.length; i++) {
    for (let j = 0; j < values.length; j++) {
      const distance = squaredDistance(i, j, values, totals, level);
      observed += coincidences[i][j] * distance;
      expected += (totals[i] * totals[j] * distance) / (total - 1);
    }
  }
  return expected > 0 ? 1 - observed / expected : null;
}

function squaredDistance(
  i: number,
  j: number,
  values: readonly number[],
  totals: readonly number[],
  level: MeasurementLevel,
): number {
  if (i === j) return 0;
  if (level === 'nominal') return 1;
  if (level === 'interval') return (values[i] - values[j]) ** 2;
  if (level === 'ratio') {
    const sum = values[i] + values[j];
    return sum === 0 ? 0 : ((values[i] - values[j]) / sum) ** 2;
  }
  const [from, to] = i < j ? [i, j] : [j, i];
  let between = -(totals[from] + totals[to]) / 2;
  for (let k = from; k <= to; k++) between += totals[k];
  return between ** 2;
}
