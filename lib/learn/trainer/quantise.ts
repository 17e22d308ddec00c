/** Features as small whole numbers: between two borders all values are alike to the trees. */
import { type PairData, rowCount } from './pair-data';

export interface QuantisedFeatures {
  /** Bin of every row, feature after feature: `bins[feature * rows + row]`. */
  bins: Uint8Array;
  /** Borders of each feature, rising; a value is in bin b where it lies above b borders. */
  borders: Float32Array[];
}

/** A bin must fit a byte. */
export const MOST_BINS = 256;

/**
 * Borders at the quantiles of the values, at most `maxBins - 1` a feature; fewer where a feature takes
 * fewer values. A border lies between two values that occur, so that equal values never part.
 */
export function quantise(data: PairData, maxBins: number): QuantisedFeatures {
  const rows = rowCount(data);
  const { featureCount, values } = data;
  const bins = new Uint8Array(rows * featureCount);
  const borders: Float32Array[] = [];
  const column = new Float32Array(rows);
  for (let feature = 0; feature < featureCount; feature++) {
    for (let row = 0; row < rows; row++) column[row] = values[row * featureCount + feature];
    const own = chooseBorders(Float32Array.from(column).sort(), Math.min(maxBins, MOST_BINS));
    borders.push(own);
    for (let row = 0; row < rows; row++) bins[feature * rows + row] = binOf(own, column[row]);
  }
  return { bins, borders };
}

/** Number of borders that a value lies above. */
export function binOf(borders: Float32Array, value: number): number {
  let [low, high] = [0, borders.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value > borders[middle]) low = middle + 1;
    else high = middle;
  }
  return low;
}

function chooseBorders(sorted: Float32Array, maxBins: number): Float32Array {
  const { distinct, upTo } = countDistinct(sorted);
  const gaps = distinct.length - 1;
  if (gaps < maxBins) {
    return Float32Array.from({ length: gaps }, (_, i) => between(distinct[i], distinct[i + 1]));
  }
  const borders: number[] = [];
  let last = -1;
  for (let i = 1; i < maxBins; i++) {
    const wanted = (i * sorted.length) / maxBins;
    let gap = Math.max(0, last + 1);
    while (gap < gaps - 1 && upTo[gap] < wanted) gap += 1;
    if (gap >= gaps || gap === last) continue;
    borders.push(between(distinct[gap], distinct[gap + 1]));
    last = gap;
  }
  return Float32Array.from(borders);
}

/** The values that occur, rising, and how many of all are at most each. */
function countDistinct(sorted: Float32Array): { distinct: Float32Array; upTo: Int32Array } {
  const distinct = new Float32Array(sorted.length);
  const upTo = new Int32Array(sorted.length);
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) {
      distinct[count] = sorted[i];
      count += 1;
    }
    upTo[count - 1] = i + 1;
  }
  return { distinct: distinct.subarray(0, count), upTo };
}

/** A 32-bit float from `low` on and below `high`. */
function between(low: number, high: number): number {
  const middle = Math.fround(low + (high - low) / 2);
  return middle >= low && middle < high ? middle : low;
}
