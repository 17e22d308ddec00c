/** Oblivious trees as the general trees that are stored, run and explained. */
import type { TreeEnsemble } from '@/lib/onnx/trees/tree-ensemble';
import type { ObliviousTree } from './grow-tree';

/** The trees one after another; where all leaves under a question are alike it is left out. */
export function toEnsemble(
  trees: readonly ObliviousTree[],
  borders: readonly Float32Array[],
): TreeEnsemble {
  const nodes: { feature: number; threshold: number; yes: number; no: number; value: number }[] =
    [];
  const add = (tree: ObliviousTree, level: number, from: number, to: number): number => {
    const at = nodes.length;
    const first = tree.leaves[from];
    const isLeaf = tree.leaves.subarray(from, to).every((value) => value === first);
    nodes.push({ feature: -1, threshold: 0, yes: 0, no: 0, value: isLeaf ? first : 0 });
    if (isLeaf) return at;
    const feature = tree.features[level];
    nodes[at].feature = feature;
    nodes[at].threshold = borders[feature][tree.borderIndices[level]];
    const middle = (from + to) / 2;
    nodes[at].yes = add(tree, level + 1, from, middle);
    nodes[at].no = add(tree, level + 1, middle, to);
    return at;
  };
  const roots = trees.map((tree) => add(tree, 0, 0, tree.leaves.length));
  return {
    featureCount: borders.length,
    baseValue: 0,
    roots: Int32Array.from(roots),
    feature: Int32Array.from(nodes, ({ feature }) => feature),
    // every question is "at most this?"
    mode: new Uint8Array(nodes.length),
    threshold: Float32Array.from(nodes, ({ threshold }) => threshold),
    yes: Int32Array.from(nodes, ({ yes }) => yes),
    no: Int32Array.from(nodes, ({ no }) => no),
    value: Float32Array.from(nodes, ({ value }) => value),
  };
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
