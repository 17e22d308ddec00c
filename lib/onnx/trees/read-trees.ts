/**
 * An ONNX file of trees as a value, whoever made it: a TreeEnsembleRegressor with one target, with or
 * without features added directly. Everything is checked: a model comes from outside.
 */
import { SegueError } from '@/lib/base/errors';
import { type ReadGraph, type ReadNode, readGraph } from '../read/read-graph';
import { BRANCH_MODES, type ScoreModel, type TreeEnsemble } from './tree-ensemble';

export interface ReadTreeModel extends ScoreModel {
  inputName: string;
  outputName: string;
  metadata: Record<string, string>;
}

/** @throws SegueError `model-unreadable` where it is no such model or a damaged one */
export function readTrees(bytes: Uint8Array): ReadTreeModel {
  try {
    return readModel(readGraph(bytes));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SegueError(
      'model-unreadable',
      `This file is not a ranking model that Segue can read (${error.message}). Choose an ONNX file with a TreeEnsembleRegressor that gives one score.`,
      { cause: error },
    );
  }
}

function readModel(graph: ReadGraph): ReadTreeModel {
  const trees = graph.nodes.find(({ operator }) => operator === 'TreeEnsembleRegressor');
  if (trees === undefined) throw new RangeError('it holds no TreeEnsembleRegressor');
  const [input, output] = [graph.inputs[0], graph.outputs[0]];
  if (input === undefined || output === undefined) throw new RangeError('no input or no output');
  if (graph.inputs.length > 1 || trees.inputs[0] !== input.name) {
    throw new RangeError('the trees do not read the input itself');
  }
  const featureCount = input.dims[1] ?? null;
  if (featureCount === null) throw new RangeError('the number of features is not stated');
  return {
    ensemble: readEnsemble(trees, featureCount),
    linearWeights: readLinear(graph, featureCount, trees),
    inputName: input.name,
    outputName: output.name,
    metadata: graph.metadata,
  };
}

/** Either the trees are all, or a product of the input with weights is added to them, in any number format. */
function readLinear(graph: ReadGraph, featureCount: number, trees: ReadNode): Float32Array | null {
  const casts = graph.nodes.filter(({ operator }) => operator === 'Cast');
  const source = (name: string): string => {
    const cast = casts.find(({ outputs }) => outputs[0] === name);
    return cast ? source(cast.inputs[0]) : name;
  };
  const others = graph.nodes.filter(({ operator }) => operator !== 'Cast');
  const output = source(graph.outputs[0].name);
  if (others.length === 1 && trees.outputs[0] === output) return null;
  const [product, sum] = ['MatMul', 'Add'].map((operator) =>
    others.find((node) => node.operator === operator),
  );
  const added = sum?.inputs.map(source) ?? [];
  const isKnown =
    others.length === 3 &&
    source(product?.inputs[0] ?? '') === graph.inputs[0].name &&
    added.includes(trees.outputs[0]) &&
    added.includes(product?.outputs[0] ?? '') &&
    sum?.outputs[0] === output;
  const weights = graph.constants.get(source(product?.inputs[1] ?? ''));
  if (!isKnown || weights?.floats.length !== featureCount) {
    throw new RangeError('the trees are followed by something unknown');
  }
  return Float32Array.from(weights.floats);
}

function readEnsemble({ attributes }: ReadNode, featureCount: number): TreeEnsemble {
  const ints = (name: string) => attributes.get(name)?.ints ?? [];
  const floats = (name: string) => attributes.get(name)?.floats ?? [];
  const text = (name: string, usual: string) => attributes.get(name)?.text ?? usual;
  const refuse = (isWrong: boolean, what: string) => {
    if (isWrong) throw new RangeError(what);
  };
  refuse((attributes.get('n_targets')?.int ?? 1) !== 1, 'it gives more than one score');
  refuse(text('aggregate_function', 'SUM') !== 'SUM', 'its trees are not summed');
  refuse(text('post_transform', 'NONE') !== 'NONE', 'its scores are transformed');
  const treeIds = ints('nodes_treeids');
  const nodeIds = ints('nodes_nodeids');
  const features = ints('nodes_featureids');
  const modes = attributes.get('nodes_modes')?.texts ?? [];
  const values = floats('nodes_values');
  const [yesIds, noIds] = [ints('nodes_truenodeids'), ints('nodes_falsenodeids')];
  const count = treeIds.length;
  const lists = [nodeIds, features, modes, values, yesIds, noIds];
  refuse(count === 0 || lists.some((list) => list.length !== count), 'its lists do not agree');
  const places = new Map<number, Map<number, number>>();
  treeIds.forEach((tree, i) => {
    const own = places.get(tree) ?? new Map<number, number>();
    places.set(tree, own.set(nodeIds[i], i));
  });
  const find = (tree: number, id: number) => {
    const index = places.get(tree)?.get(id);
    if (index === undefined) throw new RangeError('a branch leads nowhere');
    return index;
  };
  const ensemble: TreeEnsemble = {
    featureCount,
    baseValue: floats('base_values')[0] ?? 0,
    roots: Int32Array.from(findRoots(treeIds)),
    feature: new Int32Array(count),
    mode: new Uint8Array(count),
    threshold: Float32Array.from(values),
    yes: new Int32Array(count),
    no: new Int32Array(count),
    value: new Float32Array(count),
  };
  for (let i = 0; i < count; i++) {
    if (modes[i] === 'LEAF') {
      ensemble.feature[i] = -1;
      continue;
    }
    const mode = (BRANCH_MODES as readonly string[]).indexOf(modes[i]);
    refuse(mode < 0, `it compares by "${modes[i]}"`);
    refuse(
      !(features[i] >= 0 && features[i] < featureCount),
      'it asks for a feature beyond its own',
    );
    refuse(!Number.isFinite(values[i]), 'a threshold is not a number');
    ensemble.feature[i] = features[i];
    ensemble.mode[i] = mode;
    ensemble.yes[i] = find(treeIds[i], yesIds[i]);
    ensemble.no[i] = find(treeIds[i], noIds[i]);
    // in every known writer children come after their parent, which also rules out circles
    refuse(Math.min(ensemble.yes[i], ensemble.no[i]) <= i, 'a branch leads back');
  }
  const [leafTrees, leafNodes] = [ints('target_treeids'), ints('target_nodeids')];
  floats('target_weights').forEach((weight, i) => {
    refuse(!Number.isFinite(weight), 'a leaf is not a number');
    ensemble.value[find(leafTrees[i], leafNodes[i])] += weight;
  });
  return ensemble;
}

/** The first node of each tree. */
function findRoots(treeIds: readonly number[]): number[] {
  return treeIds.flatMap((tree, i) => (i === 0 || treeIds[i - 1] !== tree ? [i] : []));
}
