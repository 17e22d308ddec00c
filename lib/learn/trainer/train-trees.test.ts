import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { configureOnnx, loadOnnxModel } from '@/lib/onnx/session';
import { scoreRow } from '@/lib/onnx/trees/tree-ensemble';
import { writeTrees } from '@/lib/onnx/trees/write-trees';
import { pairedAnswers } from '../testing/paired-answers';
import { fitLinear } from './fit-linear';
import { keepMonotone } from './monotone-leaves';
import type { PairData } from './pair-data';
import { pairFit } from './pair-loss';
import { binOf, quantise } from './quantise';
import { DEFAULT_TREE_SETTINGS, type TreeSettings, trainTrees } from './train-trees';

beforeAll(() => configureOnnx({ files: null, threads: 1 }));

const SETTINGS: TreeSettings = { ...DEFAULT_TREE_SETTINGS, trees: 80, depth: 4 };
const FEATURES = 6;

/** Pairs of a listener who likes the first feature and dislikes the second. */
function answers(pairs: number, seed: number, noise: number): PairData {
  const taste = (row: Float32Array) => 1.5 * row[0] - row[1];
  return pairedAnswers({ features: FEATURES, taste, noise }, pairs, createRandom(seed));
}

const none = new Int8Array(FEATURES);

function scoresOf(model: Parameters<typeof scoreRow>[0], { values }: PairData): Float64Array {
  return Float64Array.from({ length: values.length / FEATURES }, (_, row) =>
    scoreRow(model, values.subarray(row * FEATURES, (row + 1) * FEATURES)),
  );
}

describe('quantise', () => {
  it('never parts equal values and finds each value between its borders', () => {
    const data = { ...answers(40, 1, 0), values: new Float32Array(80 * FEATURES) };
    data.values.forEach((_, i) => {
      data.values[i] = Math.fround(Math.round(3 * Math.sin(i * 12.9898)) / 3);
    });
    const { borders, bins } = quantise(data, 4);
    for (let feature = 0; feature < FEATURES; feature++) {
      const own = borders[feature];
      expect(Array.from(own)).toEqual(Array.from(own).sort((x, y) => x - y));
      expect(own.length).toBeLessThan(4);
      for (let row = 0; row < 80; row++) {
        const value = data.values[row * FEATURES + feature];
        const bin = bins[feature * 80 + row];
        expect(binOf(own, value)).toBe(bin);
        if (bin > 0) expect(value).toBeGreaterThan(own[bin - 1]);
        if (bin < own.length) expect(value).toBeLessThanOrEqual(own[bin]);
      }
    }
  });
});

describe('keepMonotone', () => {
  it('keeps every order of a tree with several constrained questions', () => {
    const random = createRandom(3);
    for (let round = 0; round < 200; round++) {
      const leaves = Float64Array.from({ length: 16 }, () => random.normal());
      const seen = Float64Array.from({ length: 16 }, () => random.integer(4));
      const directions = [1, -1, 0, 1];
      keepMonotone(leaves, seen, directions);
      for (const [level, direction] of directions.entries()) {
        const bit = 1 << (3 - level);
        for (let leaf = 0; leaf < 16; leaf++) {
          if (leaf & bit) continue;
          expect((leaves[leaf | bit] - leaves[leaf]) * direction).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });
});

describe('fitLinear', () => {
  it('finds the direction of a taste that is a weighted sum', async () => {
    const weights = await fitLinear(answers(800, 1, 0.3), answers(200, 2, 0.3), none);
    const length = Math.hypot(...(weights ?? []));
    const along = ((weights?.[0] ?? 0) * 1.5 - (weights?.[1] ?? 0)) / Math.hypot(1.5, 1);
    expect(along / length).toBeGreaterThan(0.98);
  });

  it('leaves out what would go against a direction, and fits the rest without it', async () => {
    const data = answers(400, 1, 0.3);
    const weights = await fitLinear(data, null, Int8Array.of(1, 1, 0, 0, 0, 0));
    expect(weights?.[0]).toBeGreaterThan(0);
    expect(weights?.[1]).toBe(0);
  });

  it('says nothing where nothing can be learnt', async () => {
    const guesses = { features: FEATURES, taste: () => 0, noise: 1 };
    const data = pairedAnswers(guesses, 100, createRandom(1));
    expect(await fitLinear(data, pairedAnswers(guesses, 100, createRandom(2)), none)).toBeNull();
  });
});

describe('trainTrees', () => {
  it('learns a straight taste nearly to the bound once its straight part is fitted first', async () => {
    const [data, heldOut, test] = [answers(1500, 1, 0), answers(200, 2, 0), answers(1000, 3, 0)];
    const linearWeights = await fitLinear(data, heldOut, none);
    const input = { data, heldOut, settings: SETTINGS, monotone: none, linearWeights };
    const { model } = await trainTrees(input);
    expect(pairFit(test, scoresOf(model, test)).accuracy).toBeGreaterThan(0.98);
  });

  it('learns what a listener likes and says which features it was', async () => {
    const data = answers(400, 1, 0.3);
    const test = answers(400, 2, 0);
    const { model, importance, curve } = await trainTrees({
      data,
      heldOut: answers(100, 3, 0.3),
      settings: SETTINGS,
      monotone: none,
    });
    expect(pairFit(test, scoresOf(model, test)).accuracy).toBeGreaterThan(0.9);
    expect(importance[0] + importance[1]).toBeGreaterThan(0.8);
    expect(curve[curve.length - 1].train.loss).toBeLessThan(curve[0].train.loss);
  });

  it('gives the same bytes for the same seed, others for another', async () => {
    const bytes = async (seed: number) => {
      const settings = { ...SETTINGS, trees: 12, seed };
      const data = answers(120, 1, 0.5);
      const { model } = await trainTrees({ data, heldOut: null, settings, monotone: none });
      return writeTrees(model);
    };
    expect(await bytes(4)).toEqual(await bytes(4));
    expect(await bytes(5)).not.toEqual(await bytes(4));
  });

  it('never lets more of a good thing be worse, whatever the answers say', async () => {
    const data = answers(200, 8, 2);
    const monotone = Int8Array.of(-1, 1, 0, 1, 0, -1);
    const { model } = await trainTrees({ data, heldOut: null, settings: SETTINGS, monotone });
    const random = createRandom(11);
    for (let round = 0; round < 300; round++) {
      const row = Float32Array.from({ length: FEATURES }, () => random.normal());
      const feature = random.integer(FEATURES);
      const raised = Float32Array.from(row);
      raised[feature] += 2 * random.next();
      const rise = (scoreRow(model, raised) - scoreRow(model, row)) * monotone[feature];
      expect(rise).toBeGreaterThanOrEqual(-1e-9);
    }
  });

  it('stops where held-out answers gain nothing more, and keeps the best trees', async () => {
    const noise = answers(150, 1, 50);
    const settings = { ...SETTINGS, trees: 300, patience: 10 };
    const { treeCount, curve } = await trainTrees({
      data: noise,
      heldOut: answers(150, 2, 50),
      settings,
      monotone: none,
    });
    expect(curve.length).toBeLessThan(200);
    const losses = curve.map(({ heldOut }) => heldOut?.loss ?? 0);
    expect(losses.indexOf(Math.min(...losses)) + 1).toBe(treeCount);
  });

  it('is run by ONNX Runtime to the same scores over 10,000 rows', async () => {
    const data = answers(300, 1, 0.3);
    const weights = Float32Array.of(0, 0.7, 0, 0, -0.2, 0);
    const { model } = await trainTrees({
      data,
      heldOut: null,
      settings: { ...SETTINGS, trees: 150 },
      monotone: none,
      linearWeights: weights,
    });
    const rows = answers(5000, 9, 0);
    const session = await loadOnnxModel(writeTrees(model));
    const dims = [10_000, FEATURES];
    const { score } = await session.run({ features: { data: rows.values, dims } });
    await session.release();
    const own = scoresOf(model, rows);
    const worst = own.reduce((most, one, i) => Math.max(most, Math.abs(one - score.data[i])), 0);
    expect(worst).toBeLessThan(1e-5);
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    const onTree = () => controller.abort();
    const input = { data: answers(50, 1, 0), heldOut: null, settings: SETTINGS, monotone: none };
    await expect(trainTrees(input, { signal: controller.signal, onTree })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
