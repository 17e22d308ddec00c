import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { type Factors, factorize, type Rows } from './nonnegative-factors';

const ROWS = 60;
const COLUMNS = 37;
const PARTS = 4;

/** Rows that are sums of four patterns, of which each has columns of its own, in random amounts. */
function sumsOfPatterns(): Rows {
  const random = createRandom(3);
  const values = new Float32Array(ROWS * COLUMNS);
  for (let row = 0; row < ROWS; row++) {
    const amounts = Array.from({ length: PARTS }, () => Math.max(0, random.next() - 0.4));
    for (let column = 0; column < COLUMNS; column++) {
      values[row * COLUMNS + column] = amounts[column % PARTS] * (1 + column);
    }
  }
  return { rows: ROWS, columns: COLUMNS, values };
}

/** Generalised Kullback-Leibler divergence of the rows from what the factors come to. */
function divergence({ rows, columns, values }: Rows, { parts, activations, patterns }: Factors) {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let explained = 0;
      for (let part = 0; part < parts; part++) {
        explained += activations[row * parts + part] * patterns[part * columns + column];
      }
      const value = values[row * columns + column];
      sum += explained - value + (value > 0 ? value * Math.log(value / explained) : 0);
    }
  }
  return sum;
}

describe('factorize', () => {
  const rows = sumsOfPatterns();
  const run = (rounds: number) => factorize(rows, PARTS, rounds, createRandom(1), async () => {});

  it('comes nearer to the rows with every round, and near in the end', async () => {
    const left: number[] = [];
    for (const rounds of [1, 2, 4, 8, 16, 300]) left.push(divergence(rows, await run(rounds)));
    for (let i = 1; i < left.length; i++) expect(left[i]).toBeLessThan(left[i - 1]);
    expect(left[left.length - 1]).toBeLessThan(0.01 * left[0]);
  });

  it('finds the patterns that the rows were made of', async () => {
    const { patterns } = await run(300);
    const owners = new Set<number>();
    for (let part = 0; part < PARTS; part++) {
      const byOwner = new Array<number>(PARTS).fill(0);
      for (let column = 0; column < COLUMNS; column++) {
        byOwner[column % PARTS] += patterns[part * COLUMNS + column];
      }
      const most = Math.max(...byOwner);
      expect(most).toBeGreaterThan(0.95 * byOwner.reduce((sum, own) => sum + own, 0));
      owners.add(byOwner.indexOf(most));
    }
    expect(owners.size).toBe(PARTS);
  });

  it('takes no number of parts that fills no vectors', async () => {
    const six = factorize(rows, 6, 1, createRandom(1), async () => {});
    await expect(six).rejects.toThrow(RangeError);
  });

  it('stays finite where there is nothing, and does the same again', async () => {
    const empty = { rows: 3, columns: 5, values: new Float32Array(15) };
    const { activations, patterns } = await factorize(
      empty,
      4,
      50,
      createRandom(1),
      async () => {},
    );
    expect([...activations, ...patterns].every(Number.isFinite)).toBe(true);
    expect(await run(5)).toEqual(await run(5));
  });
});
