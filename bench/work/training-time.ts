/** How long the ranker takes to train, on answers of a made-up listener; in Node and in a worker alike. */
import { createRandom } from '@/lib/base/random';
import { type MadeUpListener, pairedAnswers } from '@/lib/learn/testing/paired-answers';
import { fitLinear } from '@/lib/learn/trainer/fit-linear';
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

const SLOPE_AND_BEND: Omit<MadeUpListener, 'features'> = {
  taste: (row) => row[0] + row[1] * row[2],
  noise: 0.5,
};

/** Each is the quickest of so many, the first of which finds the code cold. */
const TRIES = 2;

export async function run(): Promise<TrainingTimes> {
  return { large: await time(3000, 80), small: await time(500, 30) };
}

async function time(pairs: number, features: number): Promise<TrainingTime> {
  // every feature in every tree, every tree grown: the most work that the settings allow
  const settings = { ...DEFAULT_TREE_SETTINGS, featureShare: 1 };
  const data = pairedAnswers({ ...SLOPE_AND_BEND, features }, pairs, createRandom(7));
  const monotone = new Int8Array(features);
  let trees = 0;
  let least = Infinity;
  for (let i = 0; i < TRIES; i++) {
    const start = performance.now();
    const linearWeights = await fitLinear(data, null, monotone);
    const input = { data, heldOut: null, settings, monotone, linearWeights };
    trees = (await trainTrees(input)).treeCount;
    least = Math.min(least, performance.now() - start);
  }
  return { pairs, features, trees, depth: settings.depth, seconds: Math.round(least) / 1000 };
}
