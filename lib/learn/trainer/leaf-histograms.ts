/**
 * Sums of the derivatives by feature, leaf and bin, kept from level to level. When every leaf parts in
 * two, only the smaller half is summed anew; the larger is what its parent had less that. Features are
 * summed a few at a time, so that a row's derivatives are read once for all of them and what is asked of
 * the sums next finds them in the processor's nearest memory.
 *
 * Source: G. Ke et al., "LightGBM", NeurIPS 2017 (histogram subtraction).
 */
import type { QuantisedFeatures } from './quantise';
import { createTreeKernel, FEATURES_AT_ONCE, type TreeKernel } from './tree-kernel';

/** One row is the same however it is split. */
const LEAST_ROWS = 2;
/** Bytes of a row number, and of both derivatives. */
const ROW = 4;
const PAIR = 16;

export class LeafHistograms {
  private readonly kernel: TreeKernel;
  /** Leaves whose sums are kept: those of the last level are never asked for. */
  private readonly mostLeaves: number;
  /** Bytes of one leaf's sums of a feature. */
  private readonly leafBytes: number;
  /** Row numbers, leaf after leaf. */
  private order: Int32Array;
  private spare: Int32Array;
  /** Rows of one leaf that go to its higher half. */
  private readonly above: Int32Array;
  /** First place of each leaf in `order`, and the end; and room for those after the next split. */
  private starts: Int32Array;
  private nextStarts: Int32Array;
  private leafCount = 1;

  constructor(
    { bins, borders }: QuantisedFeatures,
    private readonly rows: number,
    { depth, l2 }: { depth: number; l2: number },
  ) {
    const mostBins = Math.max(1, ...borders.map((own) => own.length + 1));
    this.mostLeaves = 2 ** Math.max(0, depth - 1);
    const features = borders.length;
    this.kernel = createTreeKernel({ rows, features, bins: mostBins, leaves: this.mostLeaves });
    this.kernel.bins.set(bins);
    this.kernel.l2[0] = l2;
    this.leafBytes = PAIR * mostBins;
    this.order = this.kernel.order;
    this.spare = this.kernel.spare;
    this.above = new Int32Array(rows + 1);
    this.starts = new Int32Array(2 ** depth + 1);
    this.nextStarts = new Int32Array(2 ** depth + 1);
  }

  /** First and second derivative of every row, interleaved: to be written before {@link start}. */
  get derivatives(): Float64Array {
    return this.kernel.derivatives;
  }

  /** All rows in one leaf. */
  start(): void {
    for (let row = 0; row < this.rows; row++) this.order[row] = row;
    this.starts[0] = 0;
    this.starts[1] = this.rows;
    this.leafCount = 1;
    this.kernel.ordered.set(this.derivatives);
  }

  /** Parts every leaf by whether a row's bin lies above a border: leaf l becomes 2l and 2l + 1. */
  split(feature: number, border: number): void {
    this.partition(feature, border);
    this.leafCount *= 2;
    if (this.leafCount > this.mostLeaves) return;
    const { run, derivatives, ordered } = this.kernel;
    const from = this.order.byteOffset;
    run.reorder(from, from + ROW * this.rows, derivatives.byteOffset, ordered.byteOffset);
  }

  /**
   * Brings the sums of at most {@link FEATURES_AT_ONCE} features up to the leaves of today; each must have
   * been brought up to those before the last split.
   */
  sum(features: readonly number[]): void {
    const { starts, leafCount, leafBytes } = this;
    if (leafCount === 1) {
      this.sumRows(features, 0, this.rows);
      for (const [i, feature] of features.entries()) this.keepSummed(i, feature);
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
      const summed = this.kernel.summed.byteOffset;
      for (let i = 0; i < features.length; i++) {
        const base = this.address(features[i]);
        const low = base + 2 * parent * leafBytes;
        const high = low + leafBytes;
        const at = summed + i * leafBytes;
        const [half, rest] = isLowSmaller ? [low, high] : [high, low];
        this.kernel.run.partLeaf(at, at + leafBytes, base + parent * leafBytes, half, rest);
      }
    }
  }

  /**
   * What splitting every leaf at each border of a feature comes to, and what the leaves come to as they are;
   * of a leaf with fewer than two rows, nothing.
   * @param direction of the feature that must be kept: 1, -1 or 0
   */
  gains(
    feature: number,
    borders: number,
    direction: number,
  ): { gains: Float64Array; whole: number } {
    const { run, gains, whole, l2, direction: kept } = this.kernel;
    const addGains = direction === 0 ? run.addFreeGains : run.addKeptGains;
    gains.fill(0);
    whole.fill(0);
    kept[0] = direction;
    const [gainsAt, l2At, wholeAt] = [gains.byteOffset, l2.byteOffset, whole.byteOffset];
    for (let leaf = 0; leaf < this.leafCount; leaf++) {
      if (this.starts[leaf + 1] - this.starts[leaf] < LEAST_ROWS) continue;
      const at = this.address(feature) + leaf * this.leafBytes;
      addGains(at, at + PAIR * (borders + 1), gainsAt, l2At, wholeAt, kept.byteOffset);
    }
    return { gains, whole: whole[0] };
  }

  /** The sums of both derivatives over each leaf. */
  leafSums(): { first: Float64Array; second: Float64Array } {
    const { order, starts, leafCount, derivatives } = this;
    const first = new Float64Array(leafCount);
    const second = new Float64Array(leafCount);
    for (let leaf = 0; leaf < leafCount; leaf++) {
      for (let i = starts[leaf]; i < starts[leaf + 1]; i++) {
        first[leaf] += derivatives[2 * order[i]];
        second[leaf] += derivatives[2 * order[i] + 1];
      }
    }
    return { first, second };
  }

  /** Adds to every row's score what its leaf says. */
  addTo(scores: Float64Array, leaves: Float32Array): void {
    const { order, starts, leafCount } = this;
    for (let leaf = 0; leaf < leafCount; leaf++) {
      for (let i = starts[leaf]; i < starts[leaf + 1]; i++) scores[order[i]] += leaves[leaf];
    }
  }

  /** Address of a feature's sums: leaf after leaf. */
  private address(feature: number): number {
    return this.kernel.sums.byteOffset + feature * this.mostLeaves * this.leafBytes;
  }

  private partition(feature: number, border: number): void {
    const { order, spare, above, starts, nextStarts: next, leafCount, rows } = this;
    const { bins } = this.kernel;
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

  /** Sums of some of the ordered rows by bin, feature after feature, into `summed`. */
  private sumRows(features: readonly number[], from: number, to: number): void {
    const { run, bins, ordered, summed } = this.kernel;
    summed.fill(0);
    // where there are fewer features the last is summed again, and nobody reads it
    const column = (i: number) =>
      bins.byteOffset + features[Math.min(i, features.length - 1)] * this.rows;
    const at = this.order.byteOffset;
    const into = summed.byteOffset;
    run.sumRows(
      at + ROW * from,
      at + ROW * to,
      ordered.byteOffset + PAIR * from,
      column(0),
      column(1),
      column(2),
      column(3),
      into,
      into + this.leafBytes,
      into + 2 * this.leafBytes,
      into + 3 * this.leafBytes,
    );
  }

  /** What was summed of one feature becomes its sums over all rows. */
  private keepSummed(i: number, feature: number): void {
    const { summed, sums } = this.kernel;
    const width = this.leafBytes / summed.BYTES_PER_ELEMENT;
    sums.set(summed.subarray(i * width, (i + 1) * width), feature * this.mostLeaves * width);
  }
}
