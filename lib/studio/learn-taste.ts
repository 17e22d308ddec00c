/** From the answers in the store to a training run whose model may be put in use. */
import { SegueError } from '@/lib/base/errors';
import type { TaskOptions } from '@/lib/base/progress';
import { createRandom } from '@/lib/base/random';
import type { PairwiseLabel } from '@/lib/labels/pairwise-label';
import { agreementGate } from '@/lib/labels/quality/label-quality';
import { raterAgreement } from '@/lib/labels/quality/rater-agreement';
import { type ExamplesFromLabels, examplesFromLabels } from '@/lib/learn/examples/from-labels';
import { makeTrainingRun, type TrainingRun } from '@/lib/learn/runs/training-run';
import type { RankerSettings } from '@/lib/learn/train-ranker';
import type { TreeReport } from '@/lib/learn/trainer/train-trees';
import type { LabelStore } from '@/lib/store/label-store';
import type { TrainingRuns } from '@/lib/store/training-runs';
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

/** New answers after which training again is offered. Source: the rating plan. */
export const ANSWERS_BEFORE_RETRAINING = 200;

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
}

export function learnData(labels: readonly PairwiseLabel[], lastRunAtMs: number | null): LearnData {
  const { examples, leftOut } = examplesFromLabels(labels);
  const since = lastRunAtMs ?? Number.NEGATIVE_INFINITY;
  return {
    labels: labels.length,
    usable: examples.length,
    sinceLastRun: labels.filter(({ answeredAtMs }) => answeredAtMs > since).length,
    leftOut,
    ties: examples.filter(({ winner }) => winner === 'tie').length,
    requests: new Set(examples.map(({ requestId }) => requestId)).size,
    byRater: countBy(labels, ({ rater }) => rater),
    byGenre: countBy(labels, ({ genre }) => genre ?? 'no genre asked for'),
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
