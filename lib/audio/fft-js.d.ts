declare module 'fft.js' {
  /** Radix-4 FFT by Fedor Indutny; sizes are powers of two. */
  export default class FFT {
    constructor(size: number);
    createComplexArray(): number[];
    transform(output: number[], input: ArrayLike<number>): void;
    inverseTransform(output: number[], input: ArrayLike<number>): void;
  }
}
