import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom, type Random } from '@/lib/base/random';
import { configureOnnx, loadOnnxModel } from '../session';
import { attributeDifference } from './attribute-difference';
import { readTrees } from './read-trees';
import { type ScoreModel, scoreRow, type TreeEnsemble } from './tree-ensemble';
import { writeTrees } from './write-trees';

beforeAll(() => configureOnnx({ files: null, threads: 1 }));

const FEATURES = 5;

/** Random trees of mixed depth. */
function randomModel(random: Random, trees: number, isLinear: boolean): ScoreModel {
  const nodes: { feature: number; threshold: number; yes: number; no: number; value: number }[] =
    [];
  const grow = (depth: number): number => {
    const at = nodes.length;
    const isLeaf = depth === 0 || random.next() < 0.15;
    nodes.push({
      feature: isLeaf ? -1 : random.integer(FEATURES),
      threshold: Math.fround(random.normal()),
      yes: 0,
      no: 0,
      value: isLeaf ? Math.fround(random.normal()) : 0,
    });
    if (!isLeaf) {
      nodes[at].yes = grow(depth - 1);
      nodes[at].no = grow(depth - 1);
    }
    return at;
  };
  const roots = Array.from({ length: trees }, () => grow(4));
  const ensemble: TreeEnsemble = {
    featureCount: FEATURES,
    baseValue: 0.25,
    roots: Int32Array.from(roots),
    feature: Int32Array.from(nodes, ({ feature }) => feature),
    mode: Uint8Array.from(nodes, () => random.integer(4)),
    threshold: Float32Array.from(nodes, ({ threshold }) => threshold),
    yes: Int32Array.from(nodes, ({ yes }) => yes),
    no: Int32Array.from(nodes, ({ no }) => no),
    value: Float32Array.from(nodes, ({ value }) => value),
  };
  const linearWeights = isLinear ? Float32Array.from([0.5, 0, -1.25, 0, 2]) : null;
  return { ensemble, linearWeights };
}

function randomRow(random: Random): Float32Array {
  return Float32Array.from({ length: FEATURES }, () => random.normal());
}

/** Shapley values by their definition: the mean marginal gain over all orders of joining. */
function shapleyByOrders(model: ScoreModel, one: Float32Array, other: Float32Array): number[] {
  const totals = new Array<number>(FEATURES).fill(0);
  let orders = 0;
  const walk = (row: Float32Array, left: number[], gains: number[]) => {
    if (left.length === 0) {
      gains.forEach((gain, feature) => {
        totals[feature] += gain;
      });
      orders += 1;
      return;
    }
    for (const feature of left) {
      const next = Float32Array.from(row);
      next[feature] = one[feature];
      const gain = scoreRow(model, next) - scoreRow(model, row);
      const after = [...gains];
      after[feature] = gain;
      walk(
        next,
        left.filter((candidate) => candidate !== feature),
        after,
      );
    }
  };
  walk(other, [0, 1, 2, 3, 4], []);
  return totals.map((total) => total / orders);
}

describe('trees', () => {
  it('score alike here and in ONNX Runtime, written and read back', async () => {
    const random = createRandom(5);
    for (const isLinear of [false, true]) {
      const model = randomModel(random, 12, isLinear);
      const bytes = writeTrees(model, { purpose: 'test' });
      const back = readTrees(bytes);
      expect(back.metadata).toEqual({ purpose: 'test' });
      const rows = Array.from({ length: 200 }, () => randomRow(random));
      const data = Float32Array.from(rows.flatMap((row) => Array.from(row)));
      const session = await loadOnnxModel(bytes);
      const { score } = await session.run({ features: { data, dims: [rows.length, FEATURES] } });
      await session.release();
      rows.forEach((row, i) => {
        expect(scoreRow(back, row)).toBe(scoreRow(model, row));
        expect(Math.abs(score.data[i] - scoreRow(model, row))).toBeLessThan(1e-5);
      });
    }
  });

  it('share out a difference of scores exactly, as Shapley values by definition', () => {
    const random = createRandom(9);
    for (const isLinear of [false, true]) {
      const model = randomModel(random, 6, isLinear);
      const [one, other] = [randomRow(random), randomRow(random)];
      other[3] = one[3];
      const shares = attributeDifference(model, one, other);
      const expected = shapleyByOrders(model, one, other);
      expected.forEach((share, feature) => {
        expect(shares[feature]).toBeCloseTo(share, 9);
      });
      expect(shares[3]).toBe(0);
      const sum = shares.reduce((total, share) => total + share, 0);
      expect(Math.abs(sum - (scoreRow(model, one) - scoreRow(model, other)))).toBeLessThan(1e-9);
    }
  });

  it('refuse files that are cut off, altered or no model of trees', () => {
    const bytes = writeTrees(randomModel(createRandom(1), 3, false));
    expect(() => readTrees(bytes.slice(0, bytes.length / 2))).toThrow(/not a ranking model/);
    expect(() => readTrees(new Uint8Array(0))).toThrow(/not a ranking model/);
    expect(() => readTrees(Uint8Array.from([0x3a, 0x05, 1, 2]))).toThrow(/not a ranking model/);
    const model = randomModel(createRandom(1), 1, false);
    const looped = { ...model.ensemble, no: model.ensemble.no.map(() => 0) };
    expect(() => readTrees(writeTrees({ ...model, ensemble: looped }))).toThrow(/leads back/);
  });
});

const FOREIGN = '../shared/data/gbdt-onnx';
const foreignModels = ['sklearn_gbr', 'xgboost_rank_pairwise'];

describe.skipIf(!existsSync(FOREIGN))(
  `models of other trainers (skipped without ${FOREIGN})`,
  () => {
    it.each(foreignModels)(
      '%s gives its expected scores here and in ONNX Runtime',
      async (name) => {
        const bytes = new Uint8Array(readFileSync(`${FOREIGN}/${name}.onnx`));
        const { X, Y } = JSON.parse(readFileSync(`${FOREIGN}/${name}.expected.json`, 'utf8')) as {
          X: number[][];
          Y: (number | number[])[];
        };
        const model = readTrees(bytes);
        const session = await loadOnnxModel(bytes);
        const results = await session.run({
          [model.inputName]: { data: Float32Array.from(X.flat()), dims: [X.length, X[0].length] },
        });
        await session.release();
        X.forEach((row, i) => {
          const expected = [Y[i]].flat()[0];
          expect(Math.abs(scoreRow(model, row) - expected)).toBeLessThan(1e-5);
          expect(Math.abs(results[model.outputName].data[i] - expected)).toBeLessThan(1e-5);
        });
        const shares = attributeDifference(model, X[0], X[1]);
        const difference = scoreRow(model, X[0]) - scoreRow(model, X[1]);
        expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - difference)).toBeLessThan(
          1e-6,
        );
      },
    );
  },
);
