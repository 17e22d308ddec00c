/** Oblivious trees as the general trees that are stored, run and explained. */
import type { TreeEnsemble } from '@/lib/onnx/trees/tree-ensemble';
import type { ObliviousTree } from './grow-tree';

/** What stands for no tree at all, since a file must hold one. */
const NO_TREE: ObliviousTree = {
  features: [],
  borderIndices: [],
  leaves: Float32Array.of(0),
  gains: [],
};

/** The trees one after another; where all leaves under a question are alike it is left out. */
export function toEnsemble(
  grown: readonly ObliviousTree[],
  borders: readonly Float32Array[],
): TreeEnsemble {
  const trees = grown.length > 0 ? grown : [NO_TREE];
  const most = trees.reduce((sum, { leaves }) => sum + 2 * leaves.length - 1, 0);
  const feature = new Int32Array(most);
  const threshold = new Float32Array(most);
  const yes = new Int32Array(most);
  const no = new Int32Array(most);
  const value = new Float32Array(most);
  let count = 0;
  const add = (tree: ObliviousTree, level: number, from: number, to: number): number => {
    const at = count;
    count += 1;
    if (areAlike(tree.leaves, from, to)) {
      feature[at] = -1;
      value[at] = tree.leaves[from];
      return at;
    }
    feature[at] = tree.features[level];
    threshold[at] = borders[tree.features[level]][tree.borderIndices[level]];
    const middle = (from + to) / 2;
    yes[at] = add(tree, level + 1, from, middle);
    no[at] = add(tree, level + 1, middle, to);
    return at;
  };
  const roots = Int32Array.from(trees, (tree) => add(tree, 0, 0, tree.leaves.length));
  return {
    featureCount: borders.length,
    baseValue: 0,
    roots,
    feature: feature.slice(0, count),
    // every question is "at most this?"
    mode: new Uint8Array(count),
    threshold: threshold.slice(0, count),
    yes: yes.slice(0, count),
    no: no.slice(0, count),
    value: value.slice(0, count),
  };
}

function areAlike(leaves: Float32Array, from: number, to: number): boolean {
  for (let leaf = from + 1; leaf < to; leaf++) {
    if (leaves[leaf] !== leaves[from]) return false;
  }
  return true;
}

/** Adds a tree to the scores of rows that it was not grown on. */
export function addTreeTo(
  scores: Float64Array,
  tree: ObliviousTree,
  borders: readonly Float32Array[],
  values: Float32Array,
): void {
  const featureCount = borders.length;
  const thresholds = tree.features.map((feature, i) => borders[feature][tree.borderIndices[i]]);
  for (let row = 0; row < scores.length; row++) {
    let leaf = 0;
    for (let level = 0; level < thresholds.length; level++) {
      const value = values[row * featureCount + tree.features[level]];
      leaf = 2 * leaf + (value > thresholds[level] ? 1 : 0);
    }
    scores[row] += tree.leaves[leaf];
  }
}
