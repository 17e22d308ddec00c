/**
 * Symmetric positive (semi-)definite block-Toeplitz systems: the normal equations of finding the
 * filters that map several signals onto another one.
 */
import { RealFft } from '@/lib/audio/fft';
import { addProduct } from './correlations';
import { factorBlockToeplitz, type TriangularFactor } from './toeplitz-factor';

/** Relative diagonal loading of the preconditioner; grown where rounding makes a pivot negative. */
const FIRST_LOADING = 1e-12;
const LOADING_GROWTH = 100;
const LARGEST_LOADING = 1e-3;

/** The energy of the error at which the iteration ends, relative to the solution's. */
const TOLERANCE = 1e-20;
const MOST_ITERATIONS = 60;

/**
 * Gram matrix of `channels` signals delayed by 0 to `taps - 1` samples. Vectors over it are ordered by
 * delay first: entry `delay * channels + channel`.
 */
export class DelayGram {
  readonly channels: number;
  readonly taps: number;
  private readonly fft: RealFft;
  private readonly kernels: Float64Array[][];
  private readonly factor: TriangularFactor;

  /** @param correlations [i][j][lag], the sum over m of signal i at m times signal j at m + lag */
  constructor(correlations: readonly (readonly Float64Array[])[]) {
    this.channels = correlations.length;
    this.taps = correlations[0][0].length;
    let size = 2;
    while (size < 2 * this.taps) size *= 2;
    this.fft = new RealFft(size);
    this.kernels = correlations.map((row, i) =>
      row.map((_, j) => this.kernelOf(correlations[i][j], correlations[j][i])),
    );
    this.factor = this.factorLoaded(correlations);
  }

  /**
   * Solves for the filters whose output is nearest to a target in energy. Preconditioned conjugate
   * gradients lessen exactly that energy in each step; the factor of the slightly loaded matrix makes
   * them converge in a few, also where signals depend on each other and the matrix is singular.
   * @param target correlations of the target with the delayed signals
   */
  solve(target: Float64Array): Float64Array {
    const size = target.length;
    const solution = new Float64Array(size);
    const residual = target.slice();
    let preconditioned = this.factor.solve(residual);
    const direction = preconditioned.slice();
    let energy = dot(residual, preconditioned);
    const enough = TOLERANCE * energy;
    let lowest = energy;
    for (let step = 0; step < MOST_ITERATIONS && energy > enough; step++) {
      const image = this.multiply(direction);
      const curvature = dot(direction, image);
      if (!(curvature > 0)) break;
      const length = energy / curvature;
      for (let i = 0; i < size; i++) {
        solution[i] += length * direction[i];
        residual[i] -= length * image[i];
      }
      preconditioned = this.factor.solve(residual);
      const next = dot(residual, preconditioned);
      // Rounding has the last word: once the residual grows far beyond its best, nothing is gained.
      if (!(next > 0) || next > 1e3 * lowest) break;
      lowest = Math.min(lowest, next);
      const ratio = next / energy;
      energy = next;
      for (let i = 0; i < size; i++) direction[i] = preconditioned[i] + ratio * direction[i];
    }
    return solution;
  }

  /** Product of the matrix and a vector. */
  multiply(vector: Float64Array): Float64Array {
    const { fft, channels, taps } = this;
    const buffer = new Float64Array(fft.size);
    const spectra = Array.from({ length: channels }, (_, j) => {
      buffer.fill(0);
      for (let tap = 0; tap < taps; tap++) buffer[tap] = vector[tap * channels + j];
      const spectrum = new Float64Array(2 * fft.bins);
      fft.forward(buffer, spectrum);
      return spectrum;
    });
    const product = new Float64Array(vector.length);
    for (let i = 0; i < channels; i++) {
      const sum = new Float64Array(2 * fft.bins);
      for (let j = 0; j < channels; j++) addProduct(sum, this.kernels[i][j], spectra[j]);
      fft.inverse(sum, buffer);
      for (let tap = 0; tap < taps; tap++) product[tap * channels + i] = buffer[tap];
    }
    return product;
  }

  /** Spectrum of the circular kernel whose entry at delay d is the correlation at lag d, either sign. */
  private kernelOf(forward: Float64Array, backward: Float64Array): Float64Array {
    const circular = new Float64Array(this.fft.size);
    circular.set(forward);
    for (let lag = 1; lag < this.taps; lag++) circular[this.fft.size - lag] = backward[lag];
    const spectrum = new Float64Array(2 * this.fft.bins);
    this.fft.forward(circular, spectrum);
    return spectrum;
  }

  private factorLoaded(correlations: readonly (readonly Float64Array[])[]): TriangularFactor {
    const energy = Math.max(...correlations.map((row, i) => row[i][0]));
    for (let loading = FIRST_LOADING; loading < LARGEST_LOADING; loading *= LOADING_GROWTH) {
      const factor = factorBlockToeplitz(correlations, loading * energy);
      if (factor) return factor;
    }
    throw new Error('The correlations are not those of signals.');
  }
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}
