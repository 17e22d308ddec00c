/** A sum of trees as an ONNX file: one TreeEnsembleRegressor, and a product where features add directly. */
import { type Node, type OnnxGraph, type Tensor, writeModel } from '../write/write-model';
import { BRANCH_MODES, type ScoreModel } from './tree-ensemble';

/** Names of the input, rows of features, and the output, a score a row. */
export const FEATURES_INPUT = 'features';
export const SCORE_OUTPUT = 'score';
/** Version 3 of the machine-learning operators is what every runtime in use reads. */
const OPSETS = { '': 13, 'ai.onnx.ml': 3 } as const;

/** Number formats as ONNX counts them. Source: onnx.proto, TensorProto.DataType. */
const FLOAT = 1;
const DOUBLE = 11;

function cast(input: string, output: string, to: number): Node {
  return { operator: 'Cast', inputs: [input], outputs: [output], attributes: { to: { int: to } } };
}

/** The file's bytes; the same model gives the same bytes. */
export function writeTrees(model: ScoreModel, metadata: Record<string, string> = {}): Uint8Array {
  const { ensemble, linearWeights } = model;
  const treesOutput = linearWeights ? 'trees' : SCORE_OUTPUT;
  const nodes: Node[] = [treeNode(model, treesOutput)];
  const initializers: Record<string, Tensor> = {};
  if (linearWeights) {
    const dims = [ensemble.featureCount, 1];
    initializers.weights = { type: 'float32', dims, values: linearWeights };
    // large products that nearly cancel would lose the last digits in 32 bits
    nodes.push(
      cast(FEATURES_INPUT, 'features64', DOUBLE),
      cast('weights', 'weights64', DOUBLE),
      cast('trees', 'trees64', DOUBLE),
      { operator: 'MatMul', inputs: ['features64', 'weights64'], outputs: ['direct64'] },
      { operator: 'Add', inputs: ['trees64', 'direct64'], outputs: ['score64'] },
      cast('score64', SCORE_OUTPUT, FLOAT),
    );
  }
  const graph: OnnxGraph = {
    name: 'taste',
    inputs: [{ name: FEATURES_INPUT, type: 'float32', dims: ['rows', ensemble.featureCount] }],
    outputs: [{ name: SCORE_OUTPUT, type: 'float32', dims: ['rows', 1] }],
    initializers,
    nodes,
    opsets: OPSETS,
    metadata,
  };
  return writeModel(graph);
}

function treeNode({ ensemble }: ScoreModel, output: string): Node {
  const { feature, mode, threshold, yes, no, value, roots } = ensemble;
  const count = feature.length;
  const treeOf = new Int32Array(count);
  const idOf = new Int32Array(count);
  roots.forEach((root, tree) => {
    const end = roots[tree + 1] ?? count;
    for (let node = root; node < end; node++) {
      treeOf[node] = tree;
      idOf[node] = node - root;
    }
  });
  const nodes = Array.from({ length: count }, (_, node) => node);
  const leaves = nodes.filter((node) => feature[node] < 0);
  const ids = (of: (node: number) => number) => ({ ints: nodes.map(of) });
  return {
    operator: 'TreeEnsembleRegressor',
    domain: 'ai.onnx.ml',
    inputs: [FEATURES_INPUT],
    outputs: [output],
    attributes: {
      aggregate_function: { string: 'SUM' },
      base_values: { floats: [ensemble.baseValue] },
      n_targets: { int: 1 },
      post_transform: { string: 'NONE' },
      nodes_treeids: ids((node) => treeOf[node]),
      nodes_nodeids: ids((node) => idOf[node]),
      nodes_featureids: ids((node) => Math.max(0, feature[node])),
      nodes_modes: {
        strings: nodes.map((node) => (feature[node] < 0 ? 'LEAF' : BRANCH_MODES[mode[node]])),
      },
      nodes_values: { floats: nodes.map((node) => (feature[node] < 0 ? 0 : threshold[node])) },
      nodes_truenodeids: ids((node) => (feature[node] < 0 ? 0 : idOf[yes[node]])),
      nodes_falsenodeids: ids((node) => (feature[node] < 0 ? 0 : idOf[no[node]])),
      target_treeids: { ints: leaves.map((node) => treeOf[node]) },
      target_nodeids: { ints: leaves.map((node) => idOf[node]) },
      target_ids: { ints: leaves.map(() => 0) },
      target_weights: { floats: leaves.map((node) => value[node]) },
    },
  };
}
