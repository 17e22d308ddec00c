/** A ranking model ready to score: run by ONNX Runtime, explained by our own reading of the same trees. */
import { SegueError } from '@/lib/base/errors';
import { sha256Hex } from '@/lib/base/hash';
import { loadOnnxModel, type OnnxModel } from '@/lib/onnx/session';
import { type ReadTreeModel, readTrees } from '@/lib/onnx/trees/read-trees';
import { type ScoreModel, scoreRow } from '@/lib/onnx/trees/tree-ensemble';
import type { FeatureTier } from '../features/feature';
import { type FeatureVector, projectVector, tierOfManifest } from '../features/manifest';
import type { ModelManifest } from './model-manifest';

/** A model's file and what is known of it. */
export interface StoredModel {
  bytes: Uint8Array;
  manifest: ModelManifest;
}

export interface Ranker {
  manifest: ModelManifest;
  tier: FeatureTier;
  /** The trees, to explain scores. */
  model: ScoreModel;
  /** Scores of vectors in their order. @throws SegueError `manifest-mismatch` */
  score(vectors: readonly FeatureVector[]): Promise<number[]>;
  release(): Promise<void>;
}

/** The runtime adds up in 32 bits. */
const LARGEST_DISAGREEMENT = 1e-4;
/** Rows of the first run: as many as a request has candidates. */
const WARM_UP_ROWS = 16;

/**
 * Loads and warms a model.
 * @throws SegueError `model-unreadable` where the file is damaged or not the manifest's, and
 *   `manifest-mismatch` where it was made for other features than today's
 */
export async function loadRanker({ bytes, manifest }: StoredModel): Promise<Ranker> {
  const tier = tierOfManifest(manifest.features.hash);
  if (tier === null) throw otherFeatures();
  if ((await sha256Hex(bytes)) !== manifest.sha256) {
    throw new SegueError(
      'model-unreadable',
      "The ranking model's file is not the one that its manifest describes. Activate another model, or train one.",
    );
  }
  const trees = readTrees(bytes);
  if (trees.ensemble.featureCount !== manifest.features.features.length) throw otherFeatures();
  const session = await openSession(bytes);
  const run = (rows: readonly number[][]) => runRows(session, trees, rows);
  try {
    await warmUp(run, trees);
  } catch (error) {
    await session.release();
    throw error;
  }
  return {
    manifest,
    tier,
    model: trees,
    score: (vectors) => run(vectors.map((vector) => projectVector(vector, tier))),
    release: () => session.release(),
  };
}

async function openSession(bytes: Uint8Array): Promise<OnnxModel> {
  try {
    return await loadOnnxModel(bytes);
  } catch (error) {
    throw new SegueError(
      'model-unreadable',
      'The ranking model could not be loaded. Activate another model, or train one.',
      { cause: error },
    );
  }
}

async function runRows(
  session: OnnxModel,
  { inputName, outputName, ensemble }: ReadTreeModel,
  rows: readonly number[][],
): Promise<number[]> {
  const data = Float32Array.from(rows.flat());
  const results = await session.run({
    [inputName]: { data, dims: [rows.length, ensemble.featureCount] },
  });
  return Array.from(results[outputName].data);
}

/** The first run is slow; it also shows that both readings of the file agree. */
async function warmUp(
  run: (rows: readonly number[][]) => Promise<number[]>,
  trees: ReadTreeModel,
): Promise<void> {
  const { featureCount, threshold, feature } = trees.ensemble;
  const rows = Array.from({ length: WARM_UP_ROWS }, (_, row) => {
    const values = new Array<number>(featureCount).fill(0);
    // on and around thresholds that the model knows
    for (let node = row; node < feature.length; node += WARM_UP_ROWS) {
      if (feature[node] >= 0) values[feature[node]] = threshold[node];
    }
    return values;
  });
  const scores = await run(rows);
  rows.forEach((row, i) => {
    if (Math.abs(scores[i] - scoreRow(trees, row)) <= LARGEST_DISAGREEMENT) return;
    throw new SegueError(
      'model-unreadable',
      'The runtime scores this model differently from its own trees. Activate another model.',
    );
  });
}

function otherFeatures(): SegueError {
  return new SegueError(
    'manifest-mismatch',
    'This ranking model was made for other features than this version of Segue computes. Train it anew.',
  );
}
