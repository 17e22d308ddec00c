/** Ranking tasks with a known answer: how much of what can be known the trainer learns. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '@/lib/base/random';
import type { PairData } from '@/lib/learn/trainer/pair-data';
import { DEFAULT_TREE_SETTINGS, trainTrees } from '@/lib/learn/trainer/train-trees';
import { scoreRow } from '@/lib/onnx/trees/tree-ensemble';

type Taste = (row: Float32Array) => number;

interface Task {
  name: string;
  taste: Taste;
  /** Spread of a logistic choice: 0 = the better always wins. */
  noise: number;
  /** Share of the training answers that are turned round; held-out ones are not. */
  flipped: number;
  features: number;
}

const LINEAR: Taste = (x) => x[0] + 0.7 * x[1] - 0.5 * x[2];
const INTERACTIONS: Taste = (x) => x[0] * x[1] + (x[2] > 0 ? x[3] : -x[3]);

const TASKS: readonly Task[] = [
  { name: 'linear', taste: LINEAR, noise: 0, flipped: 0, features: 10 },
  { name: 'interactions', taste: INTERACTIONS, noise: 0, flipped: 0, features: 10 },
  { name: 'noise', taste: LINEAR, noise: 0.5, flipped: 0, features: 10 },
  { name: 'a fifth flipped', taste: LINEAR, noise: 0, flipped: 0.2, features: 10 },
  { name: 'irrelevant features', taste: LINEAR, noise: 0.5, flipped: 0, features: 80 },
];

const TRAIN_PAIRS = 3000;
const STOP_PAIRS = 500;
const TEST_PAIRS = 4000;

export interface TaskResult {
  task: string;
  trees: number;
  /** On held-out pairs of rows that were never seen. */
  accuracy: number;
  /** What a listener's own taste would get right: the most that can be learnt. */
  bayesBound: number;
}

interface Answers extends PairData {
  bound: number;
}

/** Two rows of their own for every pair. */
function answer(
  { taste, noise, features }: Task,
  pairs: number,
  flipped: number,
  seed: number,
): Answers {
  const random = createRandom(seed);
  const values = Float32Array.from({ length: 2 * pairs * features }, () => random.normal());
  const row = (i: number) => values.subarray(i * features, (i + 1) * features);
  const winners = new Uint32Array(pairs);
  const losers = new Uint32Array(pairs);
  let bound = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const difference = taste(row(2 * pair)) - taste(row(2 * pair + 1));
    const chance = noise === 0 ? Number(difference > 0) : 1 / (1 + Math.exp(-difference / noise));
    bound += Math.max(chance, 1 - chance) / pairs;
    const isFirst = random.next() < chance !== random.next() < flipped;
    winners[pair] = 2 * pair + (isFirst ? 0 : 1);
    losers[pair] = 2 * pair + (isFirst ? 1 : 0);
  }
  return {
    featureCount: features,
    values,
    winners,
    losers,
    weights: new Float64Array(pairs).fill(1),
    bound,
  };
}

/** @param folder where the tasks are written for other trainers; null = nowhere */
export async function runRankingTasks(folder: string | null): Promise<TaskResult[]> {
  const settings = DEFAULT_TREE_SETTINGS;
  const results: TaskResult[] = [];
  for (const [i, task] of TASKS.entries()) {
    const data = answer(task, TRAIN_PAIRS, task.flipped, 10 * i + 1);
    const heldOut = answer(task, STOP_PAIRS, task.flipped, 10 * i + 2);
    const test = answer(task, TEST_PAIRS, 0, 10 * i + 3);
    const monotone = new Int8Array(task.features);
    const { model, treeCount } = await trainTrees({ data, heldOut, settings, monotone });
    const score = (row: number) =>
      scoreRow(model, test.values.subarray(row * task.features, (row + 1) * task.features));
    let right = 0;
    test.winners.forEach((winner, pair) => {
      if (score(winner) > score(test.losers[pair])) right += 1;
    });
    const accuracy = right / TEST_PAIRS;
    results.push({ task: task.name, trees: treeCount, accuracy, bayesBound: test.bound });
    if (folder !== null) await writeTask(folder, task.name, { data, heldOut, test, accuracy });
  }
  return results;
}

async function writeTask(
  folder: string,
  name: string,
  {
    data,
    heldOut,
    test,
    accuracy,
  }: Record<'data' | 'heldOut' | 'test', Answers> & {
    accuracy: number;
  },
): Promise<void> {
  const plain = ({ values, featureCount, winners, losers }: Answers) => ({
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
    settings: DEFAULT_TREE_SETTINGS,
    train: plain(data),
    stop: plain(heldOut),
    test: plain(test),
  };
  await writeFile(join(folder, `${name.replaceAll(' ', '-')}.json`), JSON.stringify(task));
}
