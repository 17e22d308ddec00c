/** Running median: what remains of a line when short outliers are left out. */

/** Where a line lies in an array: its first value, the distance between two values, their number. */
export interface Line {
  start: number;
  stride: number;
  length: number;
}

/**
 * Writes to `output` (same layout as `values`) the median of the `window` values around each value of
 * a line; towards the ends of the line fewer are left. `window` is odd; of an even number of values
 * the upper middle one counts. `sorted` is work space for at least `window` values.
 */
export function medianFilterLine(
  values: Float32Array,
  output: Float32Array,
  { start, stride, length }: Line,
  window: number,
  sorted: Float32Array,
): void {
  const half = window >> 1;
  let count = 0;
  for (let i = -half; i < length; i++) {
    const leaving = i - half - 1;
    const entering = i + half;
    const old = leaving >= 0 ? values[start + leaving * stride] : 0;
    if (entering < length) {
      const value = values[start + entering * stride];
      if (leaving >= 0) replace(sorted, count, old, value);
      else count = insert(sorted, count, value);
    } else if (leaving >= 0) {
      count = remove(sorted, count, old);
    }
    if (i >= 0) output[start + i * stride] = sorted[count >> 1];
  }
}

function insert(sorted: Float32Array, count: number, value: number): number {
  let at = count;
  for (; at > 0 && sorted[at - 1] > value; at--) sorted[at] = sorted[at - 1];
  sorted[at] = value;
  return count + 1;
}

function remove(sorted: Float32Array, count: number, value: number): number {
  let at = placeOf(value, sorted, count);
  for (; at < count - 1; at++) sorted[at] = sorted[at + 1];
  return count - 1;
}

/** Removes and inserts at once: only the values between the two places move. */
function replace(sorted: Float32Array, count: number, old: number, value: number): void {
  let at = placeOf(old, sorted, count);
  for (; at < count - 1 && sorted[at + 1] < value; at++) sorted[at] = sorted[at + 1];
  for (; at > 0 && sorted[at - 1] > value; at--) sorted[at] = sorted[at - 1];
  sorted[at] = value;
}

/** The last place stands for a value that is nowhere, as what is no number is. */
function placeOf(value: number, sorted: Float32Array, count: number): number {
  let at = 0;
  while (at < count - 1 && sorted[at] !== value) at++;
  return at;
}
