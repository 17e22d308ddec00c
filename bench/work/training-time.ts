/** How long the ranker takes to train, on answers of a made-up listener; in Node and in a worker alike. */
import { createRandom } from '@/lib/base/random';
import type { PairData } from '@/lib/learn/trainer/pair-data';
import { DEFAULT_TREE_SETTINGS, trainTrees } from '@/lib/learn/trainer/train-trees';

export interface TrainingTimes {
  large: TrainingTime;
  small: TrainingTime;
}

export interface TrainingTime {
  pairs: number;
  features: number;
  trees: number;
  depth: number;
  seconds: number;
}

/** Each is the quickest of so many, the first of which finds the code cold. */
const TRIES = 2;

export async function run(): Promise<TrainingTimes> {
  return { large: await time(3000, 80), small: await time(500, 30) };
}

async function time(pairs: number, features: number): Promise<TrainingTime> {
  // every feature in every tree, every tree grown: the most work that the settings allow
  const settings = { ...DEFAULT_TREE_SETTINGS, featureShare: 1 };
  const data = randomPairs(pairs, features, 7);
  const monotone = new Int8Array(features);
  let trees = 0;
  let least = Infinity;
  for (let i = 0; i < TRIES; i++) {
    const start = performance.now();
    trees = (await trainTrees({ data, heldOut: null, settings, monotone })).treeCount;
    least = Math.min(least, performance.now() - start);
  }
  return { pairs, features, trees, depth: settings.depth, seconds: Math.round(least) / 1000 };
}

/** Two rows a pair, none shared: the most rows that so many pairs can have. */
function randomPairs(pairs: number, features: number, seed: number): PairData {
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
