/** Ranking tasks with a known answer: how much of what can be known the trainer learns. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '@/lib/base/random';
import {
  type MadeUpListener,
  type PairedAnswers,
  pairedAnswers,
} from '@/lib/learn/testing/paired-answers';
import { fitLinear } from '@/lib/learn/trainer/fit-linear';
import { pairFit } from '@/lib/learn/trainer/pair-loss';
import { MOST_BINS } from '@/lib/learn/trainer/quantise';
import {
  DEFAULT_TREE_SETTINGS,
  type TreeSettings,
  trainTrees,
} from '@/lib/learn/trainer/train-trees';
import { scoreRow } from '@/lib/onnx/trees/tree-ensemble';

/** Of the training answers a share may be turned round; held-out ones are not. */
type Task = MadeUpListener & { name: string; flipped: number };
type Taste = MadeUpListener['taste'];

const LINEAR: Taste = (x) => x[0] + 0.7 * x[1] - 0.5 * x[2];
const INTERACTIONS: Taste = (x) => x[0] * x[1] + (x[2] > 0 ? x[3] : -x[3]);

const TASKS: readonly Task[] = [
  { name: 'linear', taste: LINEAR, noise: 0, flipped: 0, features: 10 },
  { name: 'interactions', taste: INTERACTIONS, noise: 0, flipped: 0, features: 10 },
  { name: 'noise', taste: LINEAR, noise: 0.5, flipped: 0, features: 10 },
  { name: 'a fifth flipped', taste: LINEAR, noise: 0, flipped: 0.2, features: 10 },
  { name: 'irrelevant features', taste: LINEAR, noise: 0.5, flipped: 0, features: 80 },
];

/**
 * As many as a diligent listener gives, and as many as show what the method can learn. Many answers bear as fine
 * steps as a bin's byte can tell apart.
 */
const USUAL_PAIRS = [3000, 30_000] as const;
const FINE_FROM_PAIRS = 10_000;
/** For early stopping, as a share of the training pairs. */
const STOP_SHARE = 1 / 6;
const TEST_PAIRS = 4000;
/** With so many pairs trees go on learning what bends. */
const TREES = 1000;

export interface TaskResult {
  task: string;
  pairs: number;
  trees: number;
  /** On held-out pairs of rows that were never seen, and its standard error. */
  accuracy: number;
  standardError: number;
  /** What a listener's own taste would get right: the most that can be learnt. */
  bayesBound: number;
}

/**
 * @param folder where the tasks are written for other trainers; null = nowhere
 * @param sizes how many pairs each task is learnt from
 */
export async function runRankingTasks(
  folder: string | null,
  sizes: readonly number[] = USUAL_PAIRS,
): Promise<TaskResult[]> {
  const results: TaskResult[] = [];
  for (const pairs of sizes) {
    const bins = pairs < FINE_FROM_PAIRS ? DEFAULT_TREE_SETTINGS.bins : MOST_BINS;
    const settings: TreeSettings = { ...DEFAULT_TREE_SETTINGS, trees: TREES, bins };
    for (const [i, task] of TASKS.entries()) {
      const draw = (part: number) => createRandom(10 * i + part);
      const data = pairedAnswers(task, pairs, draw(1));
      const heldOut = pairedAnswers(task, Math.round(STOP_SHARE * pairs), draw(2));
      const test = pairedAnswers({ ...task, flipped: 0 }, TEST_PAIRS, draw(3));
      const { trees, accuracy } = await learn(settings, data, heldOut, test);
      const standardError = Math.sqrt((accuracy * (1 - accuracy)) / TEST_PAIRS);
      const bayesBound = test.bound;
      results.push({ task: task.name, pairs, trees, accuracy, standardError, bayesBound });
      const name = `${task.name} ${pairs}`;
      if (folder !== null)
        await writeTask(folder, { name, settings, data, heldOut, test, accuracy });
    }
  }
  return results;
}

async function learn(
  settings: TreeSettings,
  data: PairedAnswers,
  heldOut: PairedAnswers,
  test: PairedAnswers,
): Promise<{ trees: number; accuracy: number }> {
  const { featureCount: features } = data;
  const monotone = new Int8Array(features);
  const linearWeights = await fitLinear(data, heldOut, monotone);
  const input = { data, heldOut, settings, monotone, linearWeights };
  const { model, treeCount } = await trainTrees(input);
  const scores = Float64Array.from({ length: 2 * TEST_PAIRS }, (_, row) =>
    scoreRow(model, test.values.subarray(row * features, (row + 1) * features)),
  );
  return { trees: treeCount, accuracy: pairFit(test, scores).accuracy };
}

async function writeTask(
  folder: string,
  {
    name,
    settings,
    data,
    heldOut,
    test,
    accuracy,
  }: Record<'data' | 'heldOut' | 'test', PairedAnswers> & {
    name: string;
    settings: TreeSettings;
    accuracy: number;
  },
): Promise<void> {
  const plain = ({ values, featureCount, winners, losers }: PairedAnswers) => ({
    rows: Array.from({ length: values.length / featureCount }, (_, row) =>
      Array.from(values.subarray(row * featureCount, (row + 1) * featureCount)),
    ),
    pairs: Array.from(winners, (winner, pair) => [winner, losers[pair]]),
  });
  await mkdir(folder, { recursive: true });
  const task = {
    name,
    ours: accuracy,
    bound: test.bound,
    settings,
    train: plain(data),
    stop: plain(heldOut),
    test: plain(test),
  };
  await writeFile(join(folder, `${name.replaceAll(' ', '-')}.json`), JSON.stringify(task));
}
