/**
 * A few patterns that a matrix without negative values is nearly made of, each row a sum of them in amounts of its own.
 * Source: D. Lee and H. Seung, Algorithms for non-negative matrix factorization (NIPS 2000), the updates for the
 * divergence.
 */
import type { Random } from '@/lib/base/random';
import { FactorKernel, LEAST_FACTOR } from './factor-kernel';

/** Values of equally many columns in each row, row after row. */
export interface Rows {
  rows: number;
  columns: number;
  values: Float32Array;
}

/** Row r is nearly the sum over parts of activation (r, part) times pattern (part). */
export interface Factors {
  parts: number;
  /** Part by part of the first row, then of the next. */
  activations: Float32Array;
  /** Column by column of the first part, then of the next. */
  patterns: Float32Array;
}

/** Patterns begin at this to one more than this. */
const LEAST_AT_FIRST = 0.1;

/**
 * Finds patterns and activations, better ones with each round.
 * @param parts how many patterns, a multiple of four
 * @param pause called before each round
 * @throws RangeError where `parts` is no multiple of four
 */
export async function factorize(
  { rows, columns, values }: Rows,
  parts: number,
  rounds: number,
  random: Random,
  pause: (round: number) => Promise<void>,
): Promise<Factors> {
  const kernel = new FactorKernel(rows, columns, parts);
  const { stride } = kernel;
  for (let row = 0; row < rows; row++) {
    kernel.values.set(values.subarray(row * columns, (row + 1) * columns), row * stride);
  }
  kernel.activations.fill(1);
  for (let part = 0; part < parts; part++) {
    for (let column = 0; column < columns; column++) {
      kernel.patterns[part * stride + column] = LEAST_AT_FIRST + random.next();
    }
  }
  for (let round = 0; round < rounds; round++) {
    await pause(round);
    turnPatterns(kernel, columns, parts);
    for (let row = 0; row < rows; row++) kernel.lift(row);
    kernel.gathered.fill(0);
    for (let row = 0; row < rows; row++) kernel.gather(row);
    liftPatterns(kernel, columns, parts, rows);
  }
  const patterns = new Float32Array(parts * columns);
  for (let part = 0; part < parts; part++) {
    const from = part * stride;
    patterns.set(kernel.patterns.subarray(from, from + columns), part * columns);
  }
  return { parts, activations: kernel.activations.slice(), patterns };
}

/** Writes the patterns column by column, and what each sums to. */
function turnPatterns(kernel: FactorKernel, columns: number, parts: number): void {
  for (let part = 0; part < parts; part++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      const value = kernel.patterns[part * kernel.stride + column];
      kernel.columns[column * parts + part] = value;
      sum += value;
    }
    kernel.scales[part] = 1 / sum;
  }
}

/** Multiplies the patterns by how much more of them the rows have than the activations say. */
function liftPatterns(kernel: FactorKernel, columns: number, parts: number, rows: number): void {
  const { activations, gathered, patterns, stride } = kernel;
  for (let part = 0; part < parts; part++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += activations[row * parts + part];
    for (let column = 0; column < columns; column++) {
      const lifted = (patterns[part * stride + column] * gathered[column * parts + part]) / sum;
      patterns[part * stride + column] = Math.max(lifted, LEAST_FACTOR);
    }
  }
}
