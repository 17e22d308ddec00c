/**
 * Sums of the derivatives by feature, leaf and bin, kept from level to level. When every leaf parts in
 * two, only the smaller half is summed anew; the larger is what its parent had less that.
 *
 * Source: G. Ke et al., "LightGBM", NeurIPS 2017 (histogram subtraction).
 */
import type { QuantisedFeatures } from './quantise';

export class LeafHistograms {
  /** Bins that every histogram has room for. */
  readonly bins: number;
  /** Row numbers, leaf after leaf. */
  private order: Int32Array;
  private spare: Int32Array;
  /** First place of each leaf in `order`, and the end. */
  private starts: Int32Array;
  /** Derivatives in the order of `order`, interleaved. */
  private readonly ordered: Float64Array;
  /** By feature, leaf and bin, both sums interleaved. */
  private readonly sums: Float64Array;
  private readonly smaller: Float64Array;
  private leafCount = 1;

  constructor(
    private readonly quantised: QuantisedFeatures,
    private readonly rows: number,
    private readonly depth: number,
  ) {
    this.bins = Math.max(1, ...quantised.borders.map((borders) => borders.length + 1));
    this.order = new Int32Array(rows);
    this.spare = new Int32Array(rows);
    this.starts = new Int32Array(0);
    this.ordered = new Float64Array(2 * rows);
    // the last level is never asked for
    const leaves = 2 ** Math.max(0, depth - 1);
    this.sums = new Float64Array(2 * this.bins * leaves * quantised.borders.length);
    this.smaller = new Float64Array(2 * this.bins);
  }

  /** All rows in one leaf. */
  start(derivatives: Float64Array, features: readonly number[]): void {
    for (let row = 0; row < this.rows; row++) this.order[row] = row;
    this.starts = Int32Array.of(0, this.rows);
    this.leafCount = 1;
    this.ordered.set(derivatives);
    for (const feature of features) {
      this.sumRows(feature, 0, this.rows);
      this.sums.set(this.smaller, this.offset(feature));
    }
  }

  /** Parts every leaf by whether a row's bin lies above a border: leaf l becomes 2l and 2l + 1. */
  split(
    derivatives: Float64Array,
    features: readonly number[],
    feature: number,
    border: number,
  ): void {
    this.partition(feature, border);
    if (2 * this.leafCount > 2 ** (this.depth - 1)) {
      this.leafCount *= 2;
      return;
    }
    for (let i = 0; i < this.rows; i++) {
      this.ordered[2 * i] = derivatives[2 * this.order[i]];
      this.ordered[2 * i + 1] = derivatives[2 * this.order[i] + 1];
    }
    for (const one of features) this.splitSums(one);
    this.leafCount *= 2;
  }

  /** Where a feature's sums begin: leaf after leaf, `2 * bins` numbers each. */
  offset(feature: number): number {
    return feature * 2 * this.bins * 2 ** Math.max(0, this.depth - 1);
  }

  get values(): Float64Array {
    return this.sums;
  }

  /** Calls with every row and its leaf. */
  eachRow(visit: (row: number, leaf: number) => void): void {
    for (let leaf = 0; leaf < this.leafCount; leaf++) {
      for (let i = this.starts[leaf]; i < this.starts[leaf + 1]; i++) visit(this.order[i], leaf);
    }
  }

  private partition(feature: number, border: number): void {
    const { order, spare, starts, leafCount, rows } = this;
    const column = this.quantised.bins.subarray(feature * rows, (feature + 1) * rows);
    const next = new Int32Array(2 * leafCount + 1);
    for (let leaf = 0; leaf < leafCount; leaf++) {
      let at = starts[leaf];
      for (let i = starts[leaf]; i < starts[leaf + 1]; i++) {
        if (column[order[i]] <= border) spare[at++] = order[i];
      }
      next[2 * leaf] = starts[leaf];
      next[2 * leaf + 1] = at;
      for (let i = starts[leaf]; i < starts[leaf + 1]; i++) {
        if (column[order[i]] > border) spare[at++] = order[i];
      }
    }
    next[2 * leafCount] = rows;
    this.starts = next;
    this.order = spare;
    this.spare = order;
  }

  /** Sums the smaller half of each leaf; from the last leaf on, so that nothing unread is written over. */
  private splitSums(feature: number): void {
    const { sums, smaller, starts, leafCount } = this;
    const width = 2 * this.bins;
    const offset = this.offset(feature);
    for (let leaf = leafCount - 1; leaf >= 0; leaf--) {
      const [from, middle, to] = [starts[2 * leaf], starts[2 * leaf + 1], starts[2 * leaf + 2]];
      const isLowSmaller = middle - from <= to - middle;
      if (isLowSmaller) this.sumRows(feature, from, middle);
      else this.sumRows(feature, middle, to);
      const parent = offset + leaf * width;
      const low = offset + 2 * leaf * width;
      const summed = isLowSmaller ? low : low + width;
      const rest = isLowSmaller ? low + width : low;
      for (let i = 0; i < width; i++) {
        const left = sums[parent + i] - smaller[i];
        sums[rest + i] = left;
        sums[summed + i] = smaller[i];
      }
    }
  }

  /** Sums of some of the ordered rows by bin, into `smaller`. */
  private sumRows(feature: number, from: number, to: number): void {
    const { order, ordered, smaller, rows } = this;
    const column = this.quantised.bins.subarray(feature * rows, (feature + 1) * rows);
    smaller.fill(0);
    for (let i = from; i < to; i++) {
      const at = column[order[i]] << 1;
      const first = i << 1;
      smaller[at] += ordered[first];
      smaller[at + 1] += ordered[first + 1];
    }
  }
}
