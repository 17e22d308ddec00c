/**
 * Triangular factor of a block-Toeplitz matrix by the generalised Schur algorithm: some n² operations
 * instead of Cholesky's n³ / 3, and, unlike Levinson's recursion, stable.
 * Source: Kailath and Sayed, "Displacement Structure", SIAM Review 37 (1995); hyperbolic rotations in
 * the mixed form of Bojanczyk et al. (1987).
 */

/** Upper triangular R with RᵀR = matrix; row blocks hold only what lies right of their diagonal. */
export class TriangularFactor {
  constructor(
    private readonly rows: readonly Float64Array[],
    private readonly size: number,
  ) {}

  /** Solves RᵀR x = target. */
  solve(target: Float64Array): Float64Array {
    const { rows, size } = this;
    const x = target.slice();
    for (let k = 0; k < size; k++) {
      const row = rows[k];
      const value = x[k] / row[0];
      x[k] = value;
      for (let c = 1; c < row.length; c++) x[k + c] -= row[c] * value;
    }
    for (let k = size - 1; k >= 0; k--) {
      const row = rows[k];
      x[k] = (x[k] - dotAfterFirst(row, x, k)) / row[0];
    }
    return x;
  }
}

/** Sum of row[c] * x[k + c] over c from 1, in four sums that do not wait for each other. */
function dotAfterFirst(row: Float64Array, x: Float64Array, k: number): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let c = 1;
  for (; c + 3 < row.length; c += 4) {
    first += row[c] * x[k + c];
    second += row[c + 1] * x[k + c + 1];
    third += row[c + 2] * x[k + c + 2];
    fourth += row[c + 3] * x[k + c + 3];
  }
  for (; c < row.length; c++) first += row[c] * x[k + c];
  return first + second + third + fourth;
}

/**
 * Factor of the Gram matrix of delayed signals plus `loading` on its diagonal.
 * @param correlations [i][j][lag], the sum over m of signal i at m times signal j at m + lag
 * @returns null where the loaded matrix is not positive definite in floating point
 */
export function factorBlockToeplitz(
  correlations: readonly (readonly Float64Array[])[],
  loading: number,
): TriangularFactor | null {
  const channels = correlations.length;
  const taps = correlations[0][0].length;
  const size = channels * taps;
  const positive = firstGenerator(correlations, loading);
  if (!positive) return null;
  const negative = positive.map((row) => {
    const copy = row.slice();
    copy.fill(0, 0, channels);
    return copy;
  });
  const rows: Float64Array[] = [];
  positive.forEach((row, r) => {
    rows.push(row.slice(r, size));
  });
  const work = new Float64Array(size);
  for (let tap = 1; tap < taps; tap++) {
    // `positive` moves right by a block in each step: its column c stands for column c + shift.
    const shift = tap * channels;
    for (let r = 0; r < channels; r++) {
      const column = shift + r;
      gatherIntoFirstRow(negative, column, work);
      if (!rotateHyperbolically(positive[r], negative[0], column, shift)) return null;
      rows.push(positive[r].slice(r, size - shift));
    }
  }
  return new TriangularFactor(rows, size);
}

/** U⁻ᵀ [T₀ T₁ …] with UᵀU = T₀ + loading; null where T₀ is not positive definite. */
function firstGenerator(
  correlations: readonly (readonly Float64Array[])[],
  loading: number,
): Float64Array[] | null {
  const channels = correlations.length;
  const taps = correlations[0][0].length;
  const generator = Array.from({ length: channels }, (_, i) => {
    const row = new Float64Array(channels * taps);
    for (let tap = 0; tap < taps; tap++) {
      for (let j = 0; j < channels; j++) row[tap * channels + j] = correlations[j][i][tap];
    }
    row[i] += loading;
    return row;
  });
  for (let r = 0; r < channels; r++) {
    const row = generator[r];
    if (!(row[r] > 0)) return null;
    const root = Math.sqrt(row[r]);
    for (let c = 0; c < row.length; c++) row[c] = c < r ? 0 : row[c] / root;
    for (let below = r + 1; below < channels; below++) {
      const factor = row[below];
      const target = generator[below];
      for (let c = r; c < row.length; c++) target[c] -= factor * row[c];
    }
  }
  return generator;
}

/** Householder reflection that leaves only the first of the rows with an entry in the column. */
function gatherIntoFirstRow(rows: readonly Float64Array[], column: number, work: Float64Array) {
  if (rows.length === 1) return;
  let square = 0;
  for (const row of rows) square += row[column] ** 2;
  if (square === 0) return;
  const first = rows[0][column];
  const norm = first > 0 ? -Math.sqrt(square) : Math.sqrt(square);
  const normal = rows.map((row, r) => (r === 0 ? first - norm : row[column]));
  const scale = 1 / (norm * (norm - first));
  const end = work.length;
  work.fill(0, column, end);
  rows.forEach((row, r) => {
    const weight = normal[r];
    for (let c = column; c < end; c++) work[c] += weight * row[c];
  });
  rows.forEach((row, r) => {
    const weight = scale * normal[r];
    for (let c = column; c < end; c++) row[c] -= weight * work[c];
  });
}

/** Removes the negative row's entry in the column; false where the positive row is not the larger. */
function rotateHyperbolically(
  positive: Float64Array,
  negative: Float64Array,
  column: number,
  shift: number,
): boolean {
  const ratio = negative[column] / positive[column - shift];
  if (!(Math.abs(ratio) < 1)) return false;
  const cosine = Math.sqrt((1 - ratio) * (1 + ratio));
  for (let c = column; c < negative.length; c++) {
    const rotated = (positive[c - shift] - ratio * negative[c]) / cosine;
    negative[c] = cosine * negative[c] - ratio * rotated;
    positive[c - shift] = rotated;
  }
  return true;
}
