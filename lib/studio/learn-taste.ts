/** From the answers in the store to a training run whose model may be put in use. */
import { SegueError } from '@/lib/base/errors';
import type { TaskOptions } from '@/lib/base/progress';
import { createRandom } from '@/lib/base/random';
import type { PairwiseLabel } from '@/lib/labels/pairwise-label';
import { agreementGate } from '@/lib/labels/quality/label-quality';
import { raterAgreement } from '@/lib/labels/quality/rater-agreement';
import { judgeActivation } from '@/lib/learn/evaluation/activation-gate';
import { importanceDrift } from '@/lib/learn/evaluation/reward-hacking';
import { type ExamplesFromLabels, examplesFromLabels } from '@/lib/learn/examples/from-labels';
import { type SplitPart, splitByRequest } from '@/lib/learn/examples/split-requests';
import type { TrainingExample } from '@/lib/learn/examples/training-example';
import { importRanker } from '@/lib/learn/exchange/import-ranker';
import { runFromFile } from '@/lib/learn/exchange/run-file';
import type { RankerSettings } from '@/lib/learn/ranker-settings';
import { type Drift, measureDrift } from '@/lib/learn/retrain-advice';
import {
  compareModels,
  makeTrainingRun,
  TRAINING_RUN_VERSION,
  type TrainingRun,
} from '@/lib/learn/runs/training-run';
import type { TreeReport } from '@/lib/learn/trainer/train-trees';
import { readTrees } from '@/lib/onnx/trees/read-trees';
import type { LabelStore } from '@/lib/store/label-store';
import type { TrainingRuns } from '@/lib/store/training-runs';
import { featureManifestSchema } from '@/lib/taste/features/manifest';
import type { StoredModel } from '@/lib/taste/ranker/ranker';

export interface LearnStores {
  labels: LabelStore;
  trainingRuns: TrainingRuns;
}

export interface LearnOptions extends TaskOptions {
  id: string;
  nowMs: number;
  settings: RankerSettings;
  /** The model in use, to be beaten. */
  current: StoredModel | null;
  /** Whose answers; null = everybody's, which takes raters who agree. */
  rater: string | null;
  onTree?: (report: TreeReport) => void;
}

/**
 * Trains on all answers that can be learnt from and keeps the run. Nothing is put in use here.
 * @throws SegueError `raters-disagree` where several raters' answers would be mixed that agree too little,
 *   `too-few-labels`, `aborted`, `storage-full`; nothing is stored then
 */
export async function learnTaste(
  { labels, trainingRuns }: LearnStores,
  { id, nowMs, settings, current, rater, ...options }: LearnOptions,
): Promise<TrainingRun> {
  const { records } = await labels.labels();
  const answers = rater === null ? records : records.filter((label) => label.rater === rater);
  const gate = agreementGate(raterAgreement(answers, createRandom(settings.trees.seed)));
  if (!gate.isPassed) throw new SegueError('raters-disagree', gate.sentence);
  const { examples } = examplesFromLabels(answers);
  const run = await makeTrainingRun(
    {
      id,
      madeAtMs: nowMs,
      title: `Taste of ${new Date(nowMs).toISOString().slice(0, 10)}`,
      examples,
      settings,
      current,
    },
    options,
  );
  await trainingRuns.save(run);
  return run;
}

/** What there is to learn from, at a glance. */
export interface LearnData {
  labels: number;
  usable: number;
  /** Enough of these came since the last training to try again. */
  sinceLastRun: number;
  leftOut: ExamplesFromLabels['leftOut'];
  ties: number;
  requests: number;
  byRater: Record<string, number>;
  byGenre: Record<string, number>;
  /** Whether the model in use still agrees with what is answered; null where there is none to ask. */
  drift: Drift | null;
}

/**
 * @param lastRunAtMs when the last training was
 * @param current the model in use
 */
export function learnData(
  labels: readonly PairwiseLabel[],
  lastRunAtMs: number | null,
  current: StoredModel | null,
): LearnData {
  const { examples, leftOut } = examplesFromLabels(labels);
  const since = lastRunAtMs ?? Number.NEGATIVE_INFINITY;
  const fresh = labels.filter(({ answeredAtMs }) => answeredAtMs > since);
  return {
    labels: labels.length,
    usable: examples.length,
    sinceLastRun: fresh.length,
    leftOut,
    ties: examples.filter(({ winner }) => winner === 'tie').length,
    requests: new Set(examples.map(({ requestId }) => requestId)).size,
    byRater: countBy(labels, ({ rater }) => rater),
    byGenre: countBy(labels, ({ genre }) => genre ?? 'no genre asked for'),
    drift: current && measureDrift(current, examplesFromLabels(fresh).examples),
  };
}

function countBy(
  labels: readonly PairwiseLabel[],
  key: (label: PairwiseLabel) => string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const label of labels) counts[key(label)] = (counts[key(label)] ?? 0) + 1;
  return counts;
}

interface NamedFile {
  name: string;
  bytes: Uint8Array;
}

/**
 * A training from a file that Segue has exported, or a model made elsewhere, measured on the answers that
 * are here, kept beside the others. Nothing is put in use.
 * @param files one of them, a model with the features.json of its export where it does not name its features
 * @throws SegueError `model-unreadable`, `manifest-mismatch`, `storage-full`; nothing is stored then
 */
export async function takeRun(
  { labels, trainingRuns }: LearnStores,
  files: readonly NamedFile[],
  { id, nowMs, settings, current }: Omit<LearnOptions, 'rater'>,
): Promise<TrainingRun> {
  const { examples } = examplesFromLabels((await labels.labels()).records);
  const { stop, holdOut } = splitByRequest(examples, settings.splitSeed, settings.shares);
  const model = files.find(({ bytes }) => !isText(bytes));
  const text = files.find(({ bytes }) => isText(bytes));
  const run = model
    ? await runOfModel(model, text ?? null, nowMs, { stop, holdOut })
    : takenIn(await runFromFile(new TextDecoder().decode(text?.bytes)));
  const { manifest } = run;
  const judged: TrainingRun = {
    ...run,
    id,
    verdict: compareModels({ bytes: run.bytes, manifest }, current, holdOut),
    drift: current && importanceDrift(manifest.importance, current.manifest.importance),
  };
  await trainingRuns.save(judged);
  return judged;
}

/** The same training may be here already. */
function takenIn(run: TrainingRun): TrainingRun {
  return { ...run, title: `${run.title} (from a file)` };
}

/** Files of ours begin with a brace; ONNX never does. */
function isText(bytes: Uint8Array): boolean {
  return bytes[0] === '{'.charCodeAt(0);
}

async function runOfModel(
  { name, bytes }: NamedFile,
  features: NamedFile | null,
  nowMs: number,
  { stop, holdOut }: Pick<Record<SplitPart, TrainingExample[]>, 'stop' | 'holdOut'>,
): Promise<TrainingRun> {
  const title = name.replace(/\.onnx$/i, '') || 'Imported';
  const imported = await importRanker({
    bytes,
    title,
    manifestHash: features && hashIn(features),
    calibration: stop,
    heldOut: holdOut,
  });
  return {
    schema: TRAINING_RUN_VERSION,
    id: name,
    madeAtMs: nowMs,
    title,
    manifest: imported.stored.manifest,
    bytes,
    settings: null,
    curve: [],
    treeCount: readTrees(bytes).ensemble.roots.length,
    counts: { train: 0, stop: stop.length, holdOut: holdOut.length },
    report: imported.report,
    verdict: judgeActivation([], null),
    drift: null,
  };
}

/** @throws SegueError `manifest-mismatch` */
function hashIn({ name, bytes }: NamedFile): string {
  try {
    return featureManifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes))).hash;
  } catch {
    throw new SegueError(
      'manifest-mismatch',
      `"${name}" does not say which features a model is for. Choose the features.json of the export.`,
    );
  }
}
