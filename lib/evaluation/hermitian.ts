/** Small systems of complex equations. */

export interface Complex {
  re: number;
  im: number;
}

/**
 * Solves a system whose matrix equals its own conjugate transpose and is positive definite, by elimination
 * without pivots, which such matrices do not need.
 */
export function solveHermitian(
  matrix: readonly (readonly Complex[])[],
  right: readonly Complex[],
): Complex[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]].map(({ re, im }) => ({ re, im })));
  for (let pivot = 0; pivot < n; pivot++) {
    for (let i = pivot + 1; i < n; i++) {
      const factor = divide(rows[i][pivot], rows[pivot][pivot]);
      for (let j = pivot; j <= n; j++) subtract(rows[i][j], multiply(factor, rows[pivot][j]));
    }
  }
  const solution: Complex[] = new Array(n);
  for (let i = n - 1; i >= 0; i--) {
    const rest = { ...rows[i][n] };
    for (let j = i + 1; j < n; j++) subtract(rest, multiply(rows[i][j], solution[j]));
    solution[i] = divide(rest, rows[i][i]);
  }
  return solution;
}

function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

function divide(a: Complex, b: Complex): Complex {
  const size = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / size, im: (a.im * b.re - a.re * b.im) / size };
}

function subtract(from: Complex, what: Complex): void {
  from.re -= what.re;
  from.im -= what.im;
}
