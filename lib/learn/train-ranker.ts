/** Examples → a trained, calibrated and measured ranker with its manifest. */
import { SegueError } from '@/lib/base/errors';
import { sha256Hex } from '@/lib/base/hash';
import { writeTrees } from '@/lib/onnx/trees/write-trees';
import type { FeatureTier } from '@/lib/taste/features/feature';
import { featuresUpTo } from '@/lib/taste/features/feature-table';
import { featureManifest } from '@/lib/taste/features/manifest';
import { MODEL_MANIFEST_VERSION, type ModelManifest } from '@/lib/taste/ranker/model-manifest';
import type { StoredModel } from '@/lib/taste/ranker/ranker';
import { evaluateRanker, type RankerReport } from './evaluation/evaluate-ranker';
import { fitCalibration } from './evaluation/fit-calibration';
import { judgeExamples } from './evaluation/judged-example';
import { tierFor } from './examples/count-discipline';
import { type SplitPart, splitByRequest } from './examples/split-requests';
import type { TrainingExample } from './examples/training-example';
import { fitScores } from './fit-scores';
import type { RankerSettings } from './ranker-settings';
import type { TrainTreesOptions, TreeReport } from './trainer/train-trees';

export interface TrainedRanker {
  stored: StoredModel;
  tier: FeatureTier;
  curve: TreeReport[];
  treeCount: number;
  /** On requests that were held out of everything. */
  report: RankerReport;
  /** How many examples went where. */
  counts: Record<SplitPart, number>;
}

/** Under so many decided answers nothing can be learnt. */
export const LEAST_EXAMPLES = 20;
/** Share of the plans under which a request's best is left to the rules. */
const FLOOR_SHARE = 0.02;

/**
 * Trains on some requests, stops and calibrates on others, and measures on the rest. The same examples in
 * the same order and the same settings give the same bytes.
 * @throws SegueError `too-few-labels`, `manifest-mismatch`, `aborted`
 */
export async function trainRanker(
  examples: readonly TrainingExample[],
  settings: RankerSettings,
  { title, ...options }: TrainTreesOptions & { title: string },
): Promise<TrainedRanker> {
  assertTrainable(examples);
  const tier = settings.tier ?? tierFor(examples);
  const parts = splitByRequest(examples, settings.splitSeed, settings.shares);
  assertTrainable(parts.train);
  const trained = await fitScores(parts.train, parts.stop, tier, settings, options);
  const { model, importance } = trained;
  const calibrating = judgeExamples(parts.stop, model, tier);
  const calibration = fitCalibration(calibrating);
  const report = evaluateRanker({ model, tier, calibration }, parts.holdOut);
  const manifest = featureManifest(tier);
  const bytes = writeTrees(model, { manifest: manifest.hash });
  const stored: StoredModel = {
    bytes,
    manifest: {
      schema: MODEL_MANIFEST_VERSION,
      title,
      origin: examples.some(({ source }) => source === 'human') ? 'labels' : 'heuristic',
      sha256: await sha256Hex(bytes),
      features: manifest,
      calibrationSlope: calibration.slope,
      calibrationLapse: calibration.lapse,
      qualityFloor: qualityFloor(calibrating.map(({ scoreA, scoreB }) => Math.max(scoreA, scoreB))),
      answers: countSources(examples),
      metrics: headline(report),
      importance: Object.fromEntries(
        featuresUpTo(tier).flatMap(({ name }, i) =>
          importance[i] > 0 ? [[name, importance[i]]] : [],
        ),
      ),
      training: {
        configHash: await sha256Hex(encode(settings)),
        dataHash: await sha256Hex(encode(examples)),
        seed: settings.trees.seed,
        settings: { ...settings.trees },
      },
    },
  };
  const counts = {
    train: parts.train.length,
    stop: parts.stop.length,
    holdOut: parts.holdOut.length,
  };
  return { stored, tier, curve: trained.curve, treeCount: trained.treeCount, report, counts };
}

function assertTrainable(examples: readonly TrainingExample[]): void {
  const decided = examples.filter(({ winner }) => winner !== 'tie');
  if (decided.length >= LEAST_EXAMPLES) return;
  const ties = examples.length - decided.length;
  throw new SegueError(
    'too-few-labels',
    `There are ${decided.length} decided answers to learn from${ties > 0 ? ` (${ties} ties teach nothing)` : ''}; at least ${LEAST_EXAMPLES} are needed, of several requests. Rate more pairs.`,
  );
}

function qualityFloor(best: readonly number[]): number | null {
  if (best.length === 0) return null;
  const sorted = [...best].sort((one, other) => one - other);
  return sorted[Math.floor(FLOOR_SHARE * (sorted.length - 1))];
}

function countSources(examples: readonly TrainingExample[]): ModelManifest['answers'] {
  const count = (source: TrainingExample['source']) =>
    examples.filter((example) => example.source === source).length;
  return { human: count('human'), negative: count('negative'), heuristic: count('heuristic') };
}

/** The figures that travel with a model. */
function headline({ all, people, topOne, calibration }: RankerReport): ModelManifest['metrics'] {
  return {
    pairAccuracy: all.share,
    pairAccuracyPeople: people.share,
    heldOutPairs: all.count,
    preferredOverRubric: topOne.preferredOverRubric.share,
    regret: topOne.regret.share,
    brier: calibration.brier,
    expectedCalibrationError: calibration.expectedError,
  };
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
