/**
 * Sums of decision trees, as models of taste are, evaluated here without a runtime. A row is compared in
 * 32-bit floats, as ONNX Runtime does, so that both take the same branches.
 */

/** How a row is compared with a threshold. Source: ONNX operator TreeEnsembleRegressor, nodes_modes. */
export const BRANCH_MODES = [
  'BRANCH_LEQ',
  'BRANCH_LT',
  'BRANCH_GTE',
  'BRANCH_GT',
  'BRANCH_EQ',
  'BRANCH_NEQ',
] as const;

/** Nodes of all trees one after another; links are indices into the same lists. */
export interface TreeEnsemble {
  featureCount: number;
  /** Added to the sum of the trees. */
  baseValue: number;
  /** First node of each tree. */
  roots: Int32Array;
  /** Feature that a node asks for; -1 where it is a leaf. */
  feature: Int32Array;
  /** Index into {@link BRANCH_MODES}. */
  mode: Uint8Array;
  threshold: Float32Array;
  /** Next node where the comparison holds, and where it does not. */
  yes: Int32Array;
  no: Int32Array;
  /** What a leaf adds. */
  value: Float32Array;
}

/** Trees, and what is added to them in proportion to the features themselves. */
export interface ScoreModel {
  ensemble: TreeEnsemble;
  /** Weight of each feature; null = none. A model that learns on top of the rubric has one. */
  linearWeights: Float32Array | null;
}

/** Whether a row goes to a node's `yes`. */
export function takesYes(ensemble: TreeEnsemble, node: number, value: number): boolean {
  const x = Math.fround(value);
  const threshold = ensemble.threshold[node];
  switch (ensemble.mode[node]) {
    case 0:
      return x <= threshold;
    case 1:
      return x < threshold;
    case 2:
      return x >= threshold;
    case 3:
      return x > threshold;
    case 4:
      return x === threshold;
    default:
      return x !== threshold;
  }
}

/** The score of one row of features. */
export function scoreRow({ ensemble, linearWeights }: ScoreModel, row: ArrayLike<number>): number {
  let score = ensemble.baseValue;
  for (const root of ensemble.roots) {
    let node = root;
    while (ensemble.feature[node] >= 0) {
      const isYes = takesYes(ensemble, node, row[ensemble.feature[node]]);
      node = isYes ? ensemble.yes[node] : ensemble.no[node];
    }
    score += ensemble.value[node];
  }
  if (linearWeights) {
    for (let i = 0; i < linearWeights.length; i++) score += linearWeights[i] * row[i];
  }
  return score;
}
