/**
 * Gradient boosting of oblivious trees with a pairwise logistic loss: rows and answers → a model that
 * scores rows. The same data, settings and seed give the same bytes in every V8: all sums are 64-bit, in
 * a fixed order, and V8 brings its own exp and log wherever it runs.
 *
 * Sources: J. Friedman, "Greedy function approximation: a gradient boosting machine", 2001; CatBoost's
 * PairLogit.
 */
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { createRandom, type Random } from '@/lib/base/random';
import type { ScoreModel } from '@/lib/onnx/trees/tree-ensemble';
import { linearGains, linearScores } from './fit-linear';
import { type ObliviousTree, TreeGrower } from './grow-tree';
import { addTreeTo, toEnsemble } from './oblivious-ensemble';
import { type PairData, rowCount } from './pair-data';
import { ordersClearlyMore, type PairFit, pairDerivatives, pairFit } from './pair-loss';
import { quantise } from './quantise';

export interface TreeSettings {
  trees: number;
  depth: number;
  learningRate: number;
  /** Pulls leaves towards 0; above 0. */
  l2: number;
  /** Values of a feature that are told apart, at most 256. */
  bins: number;
  /** Share of the features that each tree may ask for, over 0 to 1. */
  featureShare: number;
  /** Trees without a better held-out loss after which training ends. */
  patience: number;
  seed: number;
}

/** What CatBoost takes by default where nothing speaks for another value, with fewer bins for few labels. */
export const DEFAULT_TREE_SETTINGS: TreeSettings = {
  trees: 300,
  depth: 6,
  learningRate: 0.08,
  l2: 3,
  bins: 32,
  featureShare: 0.7,
  patience: 40,
  seed: 1,
};

/** One point of the learning curve; the held-out figures are null where nothing is held out. */
export interface TreeReport {
  tree: number;
  train: PairFit;
  heldOut: PairFit | null;
}

export interface TrainingInput {
  data: PairData;
  /** Answers of other requests, for early stopping. */
  heldOut: PairData | null;
  settings: TreeSettings;
  /** By feature: 1 a listener can only like more of it better, -1 less, 0 unknown. */
  monotone: Int8Array;
  /** Scores begin at this product with the features, and the trees learn what is missing; null = at 0. */
  linearWeights?: Float32Array | null;
}

export interface TrainedTrees {
  model: ScoreModel;
  curve: TreeReport[];
  /** Trees that were kept. */
  treeCount: number;
  /** What each feature takes off the loss, in trees and directly, as a share of the whole, summing to 1. */
  importance: Float64Array;
}

export interface TrainTreesOptions extends TaskOptions {
  /** Told after every tree. */
  onTree?: (report: TreeReport) => void;
}

/** Rows by features by levels between two turns of the event loop: some hundredths of a second. */
const WORK_PER_TURN = 1e7;

/** @throws SegueError `aborted` */
export async function trainTrees(
  input: TrainingInput,
  { signal, onProgress, onTree }: TrainTreesOptions = {},
): Promise<TrainedTrees> {
  const { settings } = input;
  const run = new Boosting(input);
  const treesPerTurn = Math.ceil(WORK_PER_TURN / (input.data.values.length * settings.depth + 1));
  for (let tree = 0; tree < settings.trees; tree++) {
    throwIfAborted(signal);
    if (tree % treesPerTurn === 0) {
      await breathe();
      throwIfAborted(signal);
      onProgress?.({ step: 'Growing trees', fraction: tree / settings.trees });
    }
    const report = run.step();
    if (report === null) break;
    onTree?.(report);
    if (run.isExhausted()) break;
  }
  return run.finish();
}

class Boosting {
  private readonly random: Random;
  private readonly grower: TreeGrower;
  private readonly borders: Float32Array[];
  private readonly scores: Float64Array;
  private readonly heldOutScores: Float64Array;
  private readonly trees: ObliviousTree[] = [];
  private readonly curve: TreeReport[] = [];
  private best = { trees: 0, loss: Infinity };

  constructor(private readonly input: TrainingInput) {
    const { data, heldOut, settings, monotone } = input;
    const rows = rowCount(data);
    const quantised = quantise(data, settings.bins);
    this.random = createRandom(settings.seed).fork('trees');
    this.borders = quantised.borders;
    this.grower = new TreeGrower(quantised, rows, { ...settings, monotone });
    const weights = input.linearWeights ?? null;
    const start = (pairs: PairData) =>
      weights ? linearScores(pairs, weights) : new Float64Array(rowCount(pairs));
    this.scores = start(data);
    this.heldOutScores = heldOut ? start(heldOut) : new Float64Array(0);
  }

  /** Grows one more tree; null where nothing more can be learnt. */
  step(): TreeReport | null {
    const { data, heldOut } = this.input;
    pairDerivatives(data, this.scores, this.grower.derivatives);
    const tree = this.grower.grow(this.chooseFeatures());
    if (tree === null) return null;
    this.trees.push(tree);
    this.grower.addTo(this.scores, tree);
    if (heldOut) addTreeTo(this.heldOutScores, tree, this.borders, heldOut.values);
    const report: TreeReport = {
      tree: this.trees.length,
      train: pairFit(data, this.scores),
      heldOut: heldOut ? pairFit(heldOut, this.heldOutScores) : null,
    };
    this.curve.push(report);
    const { loss } = report.heldOut ?? report.train;
    if (loss < this.best.loss) this.best = { trees: this.trees.length, loss };
    return report;
  }

  /** Whether the held-out loss has not fallen for too long. */
  isExhausted(): boolean {
    const { heldOut, settings } = this.input;
    return heldOut !== null && this.trees.length - this.best.trees >= settings.patience;
  }

  finish(): TrainedTrees {
    const kept = this.keptTrees();
    return {
      model: {
        ensemble: toEnsemble(kept, this.borders),
        linearWeights: this.input.linearWeights ?? null,
      },
      curve: this.curve,
      treeCount: kept.length,
      importance: this.importanceOf(kept),
    };
  }

  /** Those up to the best held-out loss; none where the straight part alone has a lower one, or clearly orders more pairs. */
  private keptTrees(): ObliviousTree[] {
    const { heldOut, linearWeights } = this.input;
    if (heldOut === null) return this.trees;
    const kept = this.trees.slice(0, this.best.trees);
    if (!linearWeights) return kept;
    const straight = linearScores(heldOut, linearWeights);
    if (pairFit(heldOut, straight).loss <= this.best.loss) return [];
    const bent = straight.slice();
    for (const tree of kept) addTreeTo(bent, tree, this.borders, heldOut.values);
    // a lower loss may come of doubting clear cases, where answers are careless, and not of a better order
    return ordersClearlyMore(heldOut, straight, bent) ? [] : kept;
  }

  private importanceOf(trees: readonly ObliviousTree[]): Float64Array {
    const { data, linearWeights, settings } = this.input;
    const gains = linearWeights
      ? linearGains(data, linearWeights)
      : new Float64Array(this.borders.length);
    // of the gain of a whole Newton step, which is twice what it takes off the loss, by so small a one
    const share = settings.learningRate - settings.learningRate ** 2 / 2;
    for (const { features, gains: treeGains } of trees) {
      features.forEach((feature, level) => {
        gains[feature] += share * treeGains[level];
      });
    }
    const total = gains.reduce((sum, gain) => sum + gain, 0);
    return total > 0 ? gains.map((gain) => gain / total) : gains;
  }

  /** Some of the features, in their order. */
  private chooseFeatures(): number[] {
    const count = this.borders.length;
    const wanted = Math.max(1, Math.round(count * this.input.settings.featureShare));
    const chosen = Array.from({ length: count }, (_, feature) => feature);
    if (wanted >= count) return chosen;
    for (let i = 0; i < wanted; i++) {
      const other = i + this.random.integer(count - i);
      [chosen[i], chosen[other]] = [chosen[other], chosen[i]];
    }
    return chosen.slice(0, wanted).sort((one, other) => one - other);
  }
}
