/**
 * One oblivious tree: every level asks one question of all leaves alike. Splits are chosen by the gain of
 * a second-order step, leaves take that step.
 *
 * Sources: T. Chen, C. Guestrin, "XGBoost", KDD 2016 (gain and leaf of a Newton step with L2); L.
 * Prokhorenkova et al., "CatBoost", NeurIPS 2018 (oblivious trees).
 */
import { FEATURES_AT_ONCE, LeafHistograms } from './leaf-histograms';
import { keepMonotone } from './monotone-leaves';
import type { QuantisedFeatures } from './quantise';

/** Level l asks whether a value lies above border `borders[l]` of feature `features[l]`. */
export interface ObliviousTree {
  features: number[];
  /** Index of the border among the feature's. */
  borderIndices: number[];
  /** What each leaf adds; the first question decides the highest bit of its index, 1 = above. */
  leaves: Float32Array;
  /** Gain of each level's question. */
  gains: number[];
}

export interface GrowOptions {
  depth: number;
  /** Above 0. */
  l2: number;
  learningRate: number;
  /** By feature: 1 the score may only rise with it, -1 only fall, 0 either. */
  monotone: Int8Array;
}

/** A question that all leaves are asked. */
interface Split {
  feature: number;
  border: number;
  /** What it gains over not asking. */
  gain: number;
}

/** A split must gain more than rounding. */
const LEAST_GAIN = 1e-9;

/** Grows trees over the same rows again and again, with its work buffers. */
export class TreeGrower {
  private readonly histograms: LeafHistograms;
  private readonly gains: Float64Array;
  private readonly leafOf: Int32Array;

  constructor(
    private readonly quantised: QuantisedFeatures,
    rows: number,
    private readonly options: GrowOptions,
  ) {
    this.histograms = new LeafHistograms(quantised, rows, options.depth);
    this.gains = new Float64Array(this.histograms.bins);
    this.leafOf = new Int32Array(rows);
  }

  /**
   * A tree for these derivatives (first and second of each row, interleaved) from some of the features;
   * null where no question gains anything. {@link addTo} then adds it to scores.
   */
  grow(derivatives: Float64Array, features: readonly number[]): ObliviousTree | null {
    const chosen: Split[] = [];
    const blocks = this.inBlocks(features);
    this.histograms.start(derivatives);
    while (chosen.length < this.options.depth) {
      const best = this.bestSplit(blocks, 2 ** chosen.length);
      if (best === null) break;
      chosen.push(best);
      this.histograms.split(derivatives, best.feature, best.border);
    }
    if (chosen.length === 0) return null;
    this.histograms.writeLeaves(this.leafOf);
    return {
      features: chosen.map(({ feature }) => feature),
      borderIndices: chosen.map(({ border }) => border),
      gains: chosen.map(({ gain }) => gain),
      leaves: this.leafValues(derivatives, chosen),
    };
  }

  /** Adds the tree that was grown last to the scores of its rows. */
  addTo(scores: Float64Array, { leaves }: ObliviousTree): void {
    for (let row = 0; row < scores.length; row++) scores[row] += leaves[this.leafOf[row]];
  }

  /** The features that have anything to ask, as many at a time as are summed at once. */
  private inBlocks(features: readonly number[]): number[][] {
    const asking = features.filter((feature) => this.quantised.borders[feature].length > 0);
    return Array.from({ length: Math.ceil(asking.length / FEATURES_AT_ONCE) }, (_, i) =>
      asking.slice(i * FEATURES_AT_ONCE, (i + 1) * FEATURES_AT_ONCE),
    );
  }

  private bestSplit(blocks: readonly (readonly number[])[], leafCount: number): Split | null {
    let best: Split | null = null;
    for (const block of blocks) {
      this.histograms.sum(block);
      for (const feature of block) {
        const borders = this.quantised.borders[feature].length;
        const whole = this.sumGains(feature, borders, leafCount);
        for (let border = 0; border < borders; border++) {
          const gain = this.gains[border] - whole;
          if (gain > (best?.gain ?? LEAST_GAIN)) best = { feature, border, gain };
        }
      }
    }
    return best;
  }

  /**
   * Fills `gains` with what splitting every leaf at each border comes to: the sum of both sides' squares
   * over their curvature, or the leaf's own where a constraint forbids the split. Returns what the leaves
   * come to as they are.
   */
  private sumGains(feature: number, borders: number, leafCount: number): number {
    const { l2, monotone } = this.options;
    const { values, bins } = this.histograms;
    const direction = monotone[feature];
    const offset = this.histograms.offset(feature);
    let total = 0;
    this.gains.fill(0, 0, borders);
    for (let leaf = 0; leaf < leafCount; leaf++) {
      if (!this.histograms.isSplittable(leaf)) continue;
      const start = offset + leaf * 2 * bins;
      let first = 0;
      let second = 0;
      for (let at = start; at < start + 2 * (borders + 1); at += 2) {
        first += values[at];
        second += values[at + 1];
      }
      total += (first * first) / (second + l2);
      if (direction === 0) this.addGains(start, borders, first, second);
      else this.addKeptGains(start, borders, first, second, direction);
    }
    return total;
  }

  /** Adds what splitting a leaf at each border comes to. */
  private addGains(start: number, borders: number, first: number, second: number): void {
    const { gains } = this;
    const { l2 } = this.options;
    const { values } = this.histograms;
    const curve = second + 2 * l2;
    let low = 0;
    let lowCurve = l2;
    for (let border = 0, at = start; border < borders; border++, at += 2) {
      low += values[at];
      lowCurve += values[at + 1];
      const high = first - low;
      const highCurve = curve - lowCurve;
      gains[border] += (low * low * highCurve + high * high * lowCurve) / (lowCurve * highCurve);
    }
  }

  /** The same where the higher side must not be worse (1) or better (-1): such a split brings nothing. */
  private addKeptGains(
    start: number,
    borders: number,
    first: number,
    second: number,
    direction: number,
  ): void {
    const { gains } = this;
    const { l2 } = this.options;
    const { values } = this.histograms;
    const curve = second + 2 * l2;
    const whole = (first * first) / (second + l2);
    let low = 0;
    let lowCurve = l2;
    for (let border = 0, at = start; border < borders; border++, at += 2) {
      low += values[at];
      lowCurve += values[at + 1];
      const high = first - low;
      const highCurve = curve - lowCurve;
      const isForbidden = (low * highCurve - high * lowCurve) * direction < 0;
      gains[border] += isForbidden
        ? whole
        : (low * low * highCurve + high * high * lowCurve) / (lowCurve * highCurve);
    }
  }

  private leafValues(derivatives: Float64Array, chosen: readonly Split[]): Float32Array {
    const { l2, learningRate, monotone } = this.options;
    const leafCount = 2 ** chosen.length;
    const values = new Float64Array(leafCount);
    const seen = new Float64Array(leafCount);
    for (let row = 0; row < this.leafOf.length; row++) {
      values[this.leafOf[row]] += derivatives[2 * row];
      seen[this.leafOf[row]] += derivatives[2 * row + 1];
    }
    for (let leaf = 0; leaf < leafCount; leaf++) {
      values[leaf] = (-learningRate * values[leaf]) / (seen[leaf] + l2);
    }
    keepMonotone(
      values,
      seen,
      chosen.map(({ feature }) => monotone[feature]),
    );
    return Float32Array.from(values);
  }
}
