/** A ranker that was made elsewhere: taken in once it is shown to be for these features and to score. */
import { SegueError } from '@/lib/base/errors';
import { sha256Hex } from '@/lib/base/hash';
import { readTrees } from '@/lib/onnx/trees/read-trees';
import { featureManifest, tierOfManifest } from '@/lib/taste/features/manifest';
import { MODEL_MANIFEST_VERSION, type ModelManifest } from '@/lib/taste/ranker/model-manifest';
import { loadRanker, type StoredModel } from '@/lib/taste/ranker/ranker';
import { evaluateRanker, type RankerReport } from '../evaluation/evaluate-ranker';
import { fitCalibration } from '../evaluation/fit-calibration';
import { judgeExamples } from '../evaluation/judged-example';
import type { TrainingExample } from '../examples/training-example';

export interface ImportRequest {
  bytes: Uint8Array;
  title: string;
  /** Hash of the features that it was trained on, from the export; null = the model says it itself. */
  manifestHash: string | null;
  /** Answers to calibrate on; the model must not have seen them. */
  calibration: readonly TrainingExample[];
  /** Answers to measure with; the model must not have seen them either. */
  heldOut: readonly TrainingExample[];
}

export interface ImportedRanker {
  stored: StoredModel;
  report: RankerReport | null;
}

/**
 * Checks a foreign model: that it is one of trees, which features it is for, that it takes as many, and
 * that the runtime scores it as its trees say.
 * @throws SegueError `model-unreadable`, `manifest-mismatch`
 */
export async function importRanker({
  bytes,
  title,
  manifestHash,
  calibration,
  heldOut,
}: ImportRequest): Promise<ImportedRanker> {
  const model = readTrees(bytes);
  const hash = manifestHash ?? model.metadata.manifest ?? null;
  if (hash === null) {
    throw new SegueError(
      'manifest-mismatch',
      'The model does not say which features it was trained on. Choose the features.json of the export together with it.',
    );
  }
  const tier = tierOfManifest(hash);
  const features = tier === null ? null : featureManifest(tier);
  if (tier === null || features?.features.length !== model.ensemble.featureCount) {
    throw new SegueError(
      'manifest-mismatch',
      `The model takes ${model.ensemble.featureCount} features, which are not those of this version of Segue. Export the training set anew and train on that.`,
    );
  }
  if (tier === 3) {
    throw new SegueError(
      'manifest-mismatch',
      'The model asks how plans sound, which is known of the two best alone: it cannot choose among all. Export the training set anew and train on that.',
    );
  }
  const fitted = fitCalibration(judgeExamples(calibration, model, tier));
  const manifest: ModelManifest = {
    schema: MODEL_MANIFEST_VERSION,
    title,
    origin: 'imported',
    sha256: await sha256Hex(bytes),
    features,
    calibrationSlope: fitted.slope,
    calibrationLapse: fitted.lapse,
    qualityFloor: null,
    answers: { human: 0, negative: 0, heuristic: 0 },
    metrics: {},
    importance: {},
    training: null,
  };
  const stored = { bytes, manifest };
  await (await loadRanker(stored)).release();
  const ranker = { model, tier, calibration: fitted };
  const report = heldOut.length > 0 ? evaluateRanker(ranker, heldOut) : null;
  return { stored, report };
}
