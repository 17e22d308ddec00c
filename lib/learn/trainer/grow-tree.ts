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
import { FEATURES_AT_ONCE } from './tree-kernel';

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

  constructor(
    private readonly quantised: QuantisedFeatures,
    rows: number,
    private readonly options: GrowOptions,
  ) {
    this.histograms = new LeafHistograms(quantised, rows, options);
  }

  /** First and second derivative of the loss by each row's score, interleaved: what {@link grow} goes by. */
  get derivatives(): Float64Array {
    return this.histograms.derivatives;
  }

  /**
   * A tree for today's derivatives from some of the features; null where no question gains anything.
   * {@link addTo} then adds it to scores.
   */
  grow(features: readonly number[]): ObliviousTree | null {
    const chosen: Split[] = [];
    const blocks = this.inBlocks(features);
    this.histograms.start();
    while (chosen.length < this.options.depth) {
      const best = this.bestSplit(blocks);
      if (best === null) break;
      chosen.push(best);
      this.histograms.split(best.feature, best.border);
    }
    if (chosen.length === 0) return null;
    return {
      features: chosen.map(({ feature }) => feature),
      borderIndices: chosen.map(({ border }) => border),
      gains: chosen.map(({ gain }) => gain),
      leaves: this.leafValues(chosen),
    };
  }

  /** Adds the tree that was grown last to the scores of its rows. */
  addTo(scores: Float64Array, { leaves }: ObliviousTree): void {
    this.histograms.addTo(scores, leaves);
  }

  /** The features that have anything to ask, as many at a time as are summed at once. */
  private inBlocks(features: readonly number[]): number[][] {
    const asking = features.filter((feature) => this.quantised.borders[feature].length > 0);
    return Array.from({ length: Math.ceil(asking.length / FEATURES_AT_ONCE) }, (_, i) =>
      asking.slice(i * FEATURES_AT_ONCE, (i + 1) * FEATURES_AT_ONCE),
    );
  }

  private bestSplit(blocks: readonly (readonly number[])[]): Split | null {
    let best: Split | null = null;
    let most = LEAST_GAIN;
    for (const block of blocks) {
      this.histograms.sum(block);
      for (const feature of block) {
        const borders = this.quantised.borders[feature].length;
        const direction = this.options.monotone[feature];
        const { gains, whole } = this.histograms.gains(feature, borders, direction);
        for (let border = 0; border < borders; border++) {
          const gain = gains[border] - whole;
          if (gain <= most) continue;
          most = gain;
          best = { feature, border, gain };
        }
      }
    }
    return best;
  }

  private leafValues(chosen: readonly Split[]): Float32Array {
    const { l2, learningRate, monotone } = this.options;
    const { first, second } = this.histograms.leafSums();
    const values = first.map((sum, leaf) => (-learningRate * sum) / (second[leaf] + l2));
    keepMonotone(
      values,
      second,
      chosen.map(({ feature }) => monotone[feature]),
    );
    return Float32Array.from(values);
  }
}
