/**
 * Sums of the derivatives by feature, leaf and bin, kept from level to level. When every leaf parts in
 * two, only the smaller half is summed anew; the larger is what its parent had less that. Features are
 * summed a few at a time, so that a row's derivatives are read once for all of them and what is asked of
 * the sums next finds them in the processor's nearest memory.
 *
 * Source: G. Ke et al., "LightGBM", NeurIPS 2017 (histogram subtraction).
 */
import type { QuantisedFeatures } from './quantise';

/** Features that are summed in one pass over the rows. */
export const FEATURES_AT_ONCE = 4;
/** One row is the same however it is split. */
const LEAST_ROWS = 2;

export class LeafHistograms {
  /** Bins that every histogram has room for. */
  readonly bins: number;
  /** By feature, leaf and bin, both sums interleaved. */
  readonly values: Float64Array;
  /** Leaves whose sums are kept: those of the last level are never asked for. */
  private readonly mostLeaves: number;
  /** Room for one feature's sums. */
  private readonly stride: number;
  /** Row numbers, leaf after leaf. */
  private order: Int32Array;
  private spare: Int32Array;
  /** Rows of one leaf that go to its higher half. */
  private readonly above: Int32Array;
  /** First place of each leaf in `order`, and the end; and room for those after the next split. */
  private starts: Int32Array;
  private nextStarts: Int32Array;
  /** Derivatives in the order of `order`, interleaved. */
  private readonly ordered: Float64Array;
  /** Sums of one run of rows, for so many features. */
  private readonly smaller: Float64Array;
  private leafCount = 1;

  constructor(
    private readonly quantised: QuantisedFeatures,
    private readonly rows: number,
    depth: number,
  ) {
    this.bins = Math.max(1, ...quantised.borders.map((borders) => borders.length + 1));
    this.order = new Int32Array(rows + 1);
    // one more, since a row is written before it is known on which side it stays
    this.spare = new Int32Array(rows + 1);
    this.above = new Int32Array(rows + 1);
    this.starts = new Int32Array(2 ** depth + 1);
    this.nextStarts = new Int32Array(2 ** depth + 1);
    this.ordered = new Float64Array(2 * rows);
    this.mostLeaves = 2 ** Math.max(0, depth - 1);
    this.stride = 2 * this.bins * this.mostLeaves;
    this.values = new Float64Array(this.stride * quantised.borders.length);
    this.smaller = new Float64Array(2 * this.bins * FEATURES_AT_ONCE);
  }

  /** All rows in one leaf. */
  start(derivatives: Float64Array): void {
    for (let row = 0; row < this.rows; row++) this.order[row] = row;
    this.starts[0] = 0;
    this.starts[1] = this.rows;
    this.leafCount = 1;
    this.ordered.set(derivatives);
  }

  /** Parts every leaf by whether a row's bin lies above a border: leaf l becomes 2l and 2l + 1. */
  split(derivatives: Float64Array, feature: number, border: number): void {
    this.partition(feature, border);
    this.leafCount *= 2;
    if (this.leafCount > this.mostLeaves) return;
    const { order, ordered, rows } = this;
    for (let i = 0; i < rows; i++) {
      const from = order[i] << 1;
      ordered[i << 1] = derivatives[from];
      ordered[(i << 1) + 1] = derivatives[from + 1];
    }
  }

  /**
   * Brings the sums of at most {@link FEATURES_AT_ONCE} features up to the leaves of today; each must have
   * been brought up to those before the last split.
   */
  sum(features: readonly number[]): void {
    const { values, smaller, starts, leafCount } = this;
    const width = 2 * this.bins;
    if (leafCount === 1) {
      this.sumRows(features, 0, this.rows);
      features.forEach((feature, i) => {
        values.set(smaller.subarray(i * width, (i + 1) * width), this.offset(feature));
      });
      return;
    }
    // from the last leaf on, so that nothing unread is written over
    for (let parent = leafCount / 2 - 1; parent >= 0; parent--) {
      const from = starts[2 * parent];
      const middle = starts[2 * parent + 1];
      const to = starts[2 * parent + 2];
      // nobody asks for the halves of a single row
      if (to - from < LEAST_ROWS) continue;
      const isLowSmaller = middle - from <= to - middle;
      if (isLowSmaller) this.sumRows(features, from, middle);
      else this.sumRows(features, middle, to);
      for (let i = 0; i < features.length; i++) {
        const offset = this.offset(features[i]);
        this.subtract(
          offset + parent * width,
          offset + 2 * parent * width,
          i * width,
          isLowSmaller,
        );
      }
    }
  }

  /** Where a feature's sums begin: leaf after leaf, `2 * bins` numbers each. */
  offset(feature: number): number {
    return feature * this.stride;
  }

  /** Whether a leaf has rows enough to be parted; of others the sums are not brought up. */
  isSplittable(leaf: number): boolean {
    return this.starts[leaf + 1] - this.starts[leaf] >= LEAST_ROWS;
  }

  /** Writes the leaf of every row. */
  writeLeaves(leafOf: Int32Array): void {
    const { order, starts, leafCount } = this;
    for (let leaf = 0; leaf < leafCount; leaf++) {
      for (let i = starts[leaf]; i < starts[leaf + 1]; i++) leafOf[order[i]] = leaf;
    }
  }

  private partition(feature: number, border: number): void {
    const { order, spare, above, starts, nextStarts: next, leafCount, rows } = this;
    const { bins } = this.quantised;
    const column = feature * rows;
    for (let leaf = 0; leaf < leafCount; leaf++) {
      const from = starts[leaf];
      const to = starts[leaf + 1];
      let middle = from;
      let high = 0;
      // written to both sides and kept on one: a branch that cannot be foretold costs more
      for (let i = from; i < to; i++) {
        const row = order[i];
        const isAbove = bins[column + row] > border ? 1 : 0;
        spare[middle] = row;
        above[high] = row;
        middle += 1 - isAbove;
        high += isAbove;
      }
      for (let i = 0; i < high; i++) spare[middle + i] = above[i];
      next[2 * leaf] = from;
      next[2 * leaf + 1] = middle;
    }
    next[2 * leafCount] = rows;
    this.nextStarts = starts;
    this.starts = next;
    this.order = spare;
    this.spare = order;
  }

  /** Writes a leaf's two halves: what was summed of the smaller, and what is left of the parent. */
  private subtract(parent: number, low: number, summed: number, isLowSmaller: boolean): void {
    const { values, smaller } = this;
    const width = 2 * this.bins;
    const half = isLowSmaller ? low : low + width;
    const rest = isLowSmaller ? low + width : low;
    for (let i = 0; i < width; i++) {
      const one = smaller[summed + i];
      const left = values[parent + i] - one;
      values[rest + i] = left;
      values[half + i] = one;
    }
  }

  /** Sums of some of the ordered rows by bin, feature after feature, into `smaller`. */
  private sumRows(features: readonly number[], from: number, to: number): void {
    const { order, ordered, smaller, rows } = this;
    const { bins } = this.quantised;
    const width = 2 * this.bins;
    smaller.fill(0);
    // where there are fewer features the last is summed again, and nobody reads it
    const last = features.length - 1;
    const a = features[0] * rows;
    const b = features[Math.min(1, last)] * rows;
    const c = features[Math.min(2, last)] * rows;
    const d = features[Math.min(3, last)] * rows;
    for (let i = from; i < to; i++) {
      const row = order[i];
      const first = ordered[i << 1];
      const second = ordered[(i << 1) + 1];
      const atA = bins[a + row] << 1;
      smaller[atA] += first;
      smaller[atA + 1] += second;
      const atB = width + (bins[b + row] << 1);
      smaller[atB] += first;
      smaller[atB + 1] += second;
      const atC = 2 * width + (bins[c + row] << 1);
      smaller[atC] += first;
      smaller[atC + 1] += second;
      const atD = 3 * width + (bins[d + row] << 1);
      smaller[atD] += first;
      smaller[atD + 1] += second;
    }
  }
}
