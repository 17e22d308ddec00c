/** How long the ranker takes to train, on answers of a made-up listener. */
import { createRandom } from '@/lib/base/random';
import type { PairData } from '@/lib/learn/trainer/pair-data';
import { DEFAULT_TREE_SETTINGS, trainTrees } from '@/lib/learn/trainer/train-trees';
import { runRankingTasks, type TaskResult } from './ranking-tasks';

export interface LearnBench {
  large: TrainingTime;
  small: TrainingTime;
  /** What is learnt of tasks with a known answer. */
  tasks: TaskResult[];
}

export interface TrainingTime {
  pairs: number;
  features: number;
  trees: number;
  depth: number;
  seconds: number;
  /** Time that this process had a processor for. */
  cpuSeconds: number;
}

/** Two rows a pair, none shared: the most rows that so many pairs can have. */
export function randomPairs(pairs: number, features: number, seed: number): PairData {
  const random = createRandom(seed);
  const values = Float32Array.from({ length: 2 * pairs * features }, () => random.normal());
  const taste = (row: number) =>
    values[row * features] + values[row * features + 1] * values[row * features + 2];
  const winners = new Uint32Array(pairs);
  const losers = new Uint32Array(pairs);
  for (let pair = 0; pair < pairs; pair++) {
    const isFirst = taste(2 * pair) + random.normal() > taste(2 * pair + 1) + random.normal();
    winners[pair] = 2 * pair + (isFirst ? 0 : 1);
    losers[pair] = 2 * pair + (isFirst ? 1 : 0);
  }
  return {
    featureCount: features,
    values,
    winners,
    losers,
    weights: new Float64Array(pairs).fill(1),
  };
}

async function time(pairs: number, features: number): Promise<TrainingTime> {
  // every feature in every tree, every tree grown: the most work that the settings allow
  const settings = { ...DEFAULT_TREE_SETTINGS, featureShare: 1 };
  const data = randomPairs(pairs, features, 7);
  const monotone = new Int8Array(features);
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  const { treeCount } = await trainTrees({ data, heldOut: null, settings, monotone });
  const cpu = process.cpuUsage(cpuStart);
  return {
    pairs,
    features,
    trees: treeCount,
    depth: settings.depth,
    seconds: Math.round(performance.now() - start) / 1000,
    cpuSeconds: Math.round((cpu.user + cpu.system) / 1000) / 1000,
  };
}

/** @param args `--tasks DIR` also writes the ranking tasks there, for other trainers to try */
export async function runLearnBench(args: string[] = []): Promise<LearnBench> {
  const folder = args[0] === '--tasks' ? args[1] : null;
  await time(200, 10);
  return {
    large: await time(3000, 80),
    small: await time(500, 30),
    tasks: await runRankingTasks(folder ?? null),
  };
}
