/**
 * One oblivious tree: every level asks one question of all leaves alike. Splits are chosen by the gain of
 * a second-order step, leaves take that step.
 *
 * Sources: T. Chen, C. Guestrin, "XGBoost", KDD 2016 (gain and leaf of a Newton step with L2); L.
 * Prokhorenkova et al., "CatBoost", NeurIPS 2018 (oblivious trees).
 */
import { LeafHistograms } from './leaf-histograms';
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
    this.histograms.start(derivatives, features);
    while (chosen.length < this.options.depth) {
      const best = this.bestSplit(features, 2 ** chosen.length);
      if (best === null) break;
      chosen.push(best);
      this.histograms.split(derivatives, features, best.feature, best.border);
    }
    if (chosen.length === 0) return null;
    this.histograms.eachRow((row, leaf) => {
      this.leafOf[row] = leaf;
    });
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

  private bestSplit(features: readonly number[], leafCount: number): Split | null {
    let best: Split | null = null;
    for (const feature of features) {
      const borders = this.quantised.borders[feature].length;
      if (borders === 0) continue;
      const whole = this.sumGains(feature, borders, leafCount);
      for (let border = 0; border < borders; border++) {
        const gain = this.gains[border] - whole;
        if (gain > (best?.gain ?? LEAST_GAIN)) best = { feature, border, gain };
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
    const { gains } = this;
    const { l2, monotone } = this.options;
    const { values, bins } = this.histograms;
    const direction = monotone[feature];
    const offset = this.histograms.offset(feature);
    let total = 0;
    gains.fill(0, 0, borders);
    for (let leaf = 0; leaf < leafCount; leaf++) {
      const start = offset + leaf * 2 * bins;
      let first = 0;
      let second = 0;
      for (let at = start; at < start + 2 * (borders + 1); at += 2) {
        first += values[at];
        second += values[at + 1];
      }
      const whole = (first * first) / (second + l2);
      total += whole;
      let low = 0;
      let lowCurve = l2;
      for (let border = 0; border < borders; border++) {
        const at = start + (border << 1);
        low += values[at];
        lowCurve += values[at + 1];
        const high = first - low;
        const highCurve = second + 2 * l2 - lowCurve;
        const isForbidden = direction !== 0 && (low * highCurve - high * lowCurve) * direction < 0;
        gains[border] += isForbidden
          ? whole
          : (low * low * highCurve + high * high * lowCurve) / (lowCurve * highCurve);
      }
    }
    return total;
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
