/**
 * Fourier transform of complex signals of one power-of-two size, interleaved (re, im).
 * Source: the self-sorting form of T. Stockham, radix 4, decimated in frequency (C. Van Loan,
 * Computational Frameworks for the Fast Fourier Transform, 1992, 1.7): it writes from one buffer into the
 * other and back, in order, so that nothing has to be put in order afterwards.
 */

/** One pass over the whole signal: `groups` butterflies with factors of their own, for `span` signals each. */
interface Pass {
  groups: number;
  span: number;
  /** exp(-2 pi i p j / (4 groups)) for j of 1, 2 and 3: six numbers a group p. */
  factors: Float64Array;
}

export class ComplexFft {
  /** What is to be transformed goes in here and is lost; `2 * size` numbers. */
  readonly input: Float64Array;
  private readonly other: Float64Array;
  private readonly passes: Pass[] = [];
  /** Signals that are left in the last pass, of two values each; 0 where passes of four leave none. */
  private readonly pairs: number;

  constructor(readonly size: number) {
    this.input = new Float64Array(2 * size);
    this.other = new Float64Array(2 * size);
    let rest = size;
    let span = 1;
    for (; rest >= 4; rest /= 4, span *= 4) {
      this.passes.push({ groups: rest / 4, span, factors: passFactors(rest) });
    }
    this.pairs = rest === 2 ? span : 0;
  }

  /** Transforms what is in {@link input}. @returns a buffer that is overwritten by the next transform */
  run(): Float64Array {
    let from = this.input;
    let to = this.other;
    for (const pass of this.passes) {
      if (pass.span === 1) passFirst(from, to, pass);
      else if (pass.groups === 1) passLast(from, to, pass.span);
      else passBetween(from, to, pass);
      [from, to] = [to, from];
    }
    if (this.pairs === 0) return from;
    passPairs(from, to, this.pairs);
    return to;
  }
}

function passFactors(length: number): Float64Array {
  const groups = length / 4;
  const factors = new Float64Array(6 * groups);
  for (let p = 0; p < groups; p++) {
    for (let j = 1; j <= 3; j++) {
      const angle = (2 * Math.PI * p * j) / length;
      factors[6 * p + 2 * j - 2] = Math.cos(angle);
      factors[6 * p + 2 * j - 1] = -Math.sin(angle);
    }
  }
  return factors;
}

/** The pass in which every butterfly has factors of its own. */
function passFirst(x: Float64Array, y: Float64Array, { groups, factors }: Pass): void {
  const second = 2 * groups;
  const third = 4 * groups;
  const fourth = 6 * groups;
  for (let i = 0, k = 0, o = 0; i < second; i += 2, k += 6, o += 8) {
    const sumRe = x[i] + x[i + third];
    const sumIm = x[i + 1] + x[i + third + 1];
    const differenceRe = x[i] - x[i + third];
    const differenceIm = x[i + 1] - x[i + third + 1];
    const oddSumRe = x[i + second] + x[i + fourth];
    const oddSumIm = x[i + second + 1] + x[i + fourth + 1];
    const oddDifferenceRe = x[i + second] - x[i + fourth];
    const oddDifferenceIm = x[i + second + 1] - x[i + fourth + 1];
    y[o] = sumRe + oddSumRe;
    y[o + 1] = sumIm + oddSumIm;
    let re = differenceRe + oddDifferenceIm;
    let im = differenceIm - oddDifferenceRe;
    y[o + 2] = factors[k] * re - factors[k + 1] * im;
    y[o + 3] = factors[k] * im + factors[k + 1] * re;
    re = sumRe - oddSumRe;
    im = sumIm - oddSumIm;
    y[o + 4] = factors[k + 2] * re - factors[k + 3] * im;
    y[o + 5] = factors[k + 2] * im + factors[k + 3] * re;
    re = differenceRe - oddDifferenceIm;
    im = differenceIm + oddDifferenceRe;
    y[o + 6] = factors[k + 4] * re - factors[k + 5] * im;
    y[o + 7] = factors[k + 4] * im + factors[k + 5] * re;
  }
}

/** A pass in which the butterflies of a group share their factors. */
function passBetween(x: Float64Array, y: Float64Array, { groups, span, factors }: Pass): void {
  const second = 2 * groups * span;
  const third = 2 * second;
  const fourth = 3 * second;
  const step = 2 * span;
  for (let p = 0, k = 0; p < groups; p++, k += 6) {
    const re1 = factors[k];
    const im1 = factors[k + 1];
    const re2 = factors[k + 2];
    const im2 = factors[k + 3];
    const re3 = factors[k + 4];
    const im3 = factors[k + 5];
    const end = (p + 1) * step;
    for (let i = p * step, o = 4 * p * step; i < end; i += 2, o += 2) {
      const sumRe = x[i] + x[i + third];
      const sumIm = x[i + 1] + x[i + third + 1];
      const differenceRe = x[i] - x[i + third];
      const differenceIm = x[i + 1] - x[i + third + 1];
      const oddSumRe = x[i + second] + x[i + fourth];
      const oddSumIm = x[i + second + 1] + x[i + fourth + 1];
      const oddDifferenceRe = x[i + second] - x[i + fourth];
      const oddDifferenceIm = x[i + second + 1] - x[i + fourth + 1];
      y[o] = sumRe + oddSumRe;
      y[o + 1] = sumIm + oddSumIm;
      let re = differenceRe + oddDifferenceIm;
      let im = differenceIm - oddDifferenceRe;
      y[o + step] = re1 * re - im1 * im;
      y[o + step + 1] = re1 * im + im1 * re;
      re = sumRe - oddSumRe;
      im = sumIm - oddSumIm;
      y[o + 2 * step] = re2 * re - im2 * im;
      y[o + 2 * step + 1] = re2 * im + im2 * re;
      re = differenceRe - oddDifferenceIm;
      im = differenceIm + oddDifferenceRe;
      y[o + 3 * step] = re3 * re - im3 * im;
      y[o + 3 * step + 1] = re3 * im + im3 * re;
    }
  }
}

/** The pass in which all factors are one. */
function passLast(x: Float64Array, y: Float64Array, span: number): void {
  const second = 2 * span;
  const third = 4 * span;
  const fourth = 6 * span;
  for (let i = 0; i < second; i += 2) {
    const sumRe = x[i] + x[i + third];
    const sumIm = x[i + 1] + x[i + third + 1];
    const differenceRe = x[i] - x[i + third];
    const differenceIm = x[i + 1] - x[i + third + 1];
    const oddSumRe = x[i + second] + x[i + fourth];
    const oddSumIm = x[i + second + 1] + x[i + fourth + 1];
    const oddDifferenceRe = x[i + second] - x[i + fourth];
    const oddDifferenceIm = x[i + second + 1] - x[i + fourth + 1];
    y[i] = sumRe + oddSumRe;
    y[i + 1] = sumIm + oddSumIm;
    y[i + second] = differenceRe + oddDifferenceIm;
    y[i + second + 1] = differenceIm - oddDifferenceRe;
    y[i + third] = sumRe - oddSumRe;
    y[i + third + 1] = sumIm - oddSumIm;
    y[i + fourth] = differenceRe - oddDifferenceIm;
    y[i + fourth + 1] = differenceIm + oddDifferenceRe;
  }
}

/** What is left where the size is no power of four. */
function passPairs(x: Float64Array, y: Float64Array, pairs: number): void {
  const second = 2 * pairs;
  for (let i = 0; i < second; i++) {
    y[i] = x[i] + x[i + second];
    y[i + second] = x[i] - x[i + second];
  }
}
