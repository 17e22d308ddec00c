/** Arithmetic that features share. */

/** 1 within `low` to `high`, falling in a straight line to 0 over `shoulder` on either side. */
export function fitWithin(value: number, low: number, high: number, shoulder: number): number {
  const outside = Math.max(low - value, value - high, 0);
  return Math.max(0, 1 - outside / shoulder);
}

/** Pearson correlation, -1 to 1; 0 where one of the two does not vary. */
export function correlation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const n = Math.min(one.length, other.length);
  let [meanOne, meanOther] = [0, 0];
  for (let i = 0; i < n; i++) {
    meanOne += one[i] / n;
    meanOther += other[i] / n;
  }
  let [both, squareOne, squareOther] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [one[i] - meanOne, other[i] - meanOther];
    both += x * y;
    squareOne += x * x;
    squareOther += y * y;
  }
  const spread = Math.sqrt(squareOne * squareOther);
  return spread > 1e-12 ? both / spread : 0;
}

/** Share of the items that pass; `none` where there are no items. */
export function shareOf<T>(items: readonly T[], test: (item: T) => boolean, none: number): number {
  return items.length === 0 ? none : items.filter(test).length / items.length;
}

/** 0 to 1 on a straight line from `from` to `to`, which may lie below it. */
export function progressTo(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
