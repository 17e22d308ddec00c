/**
 * Second-order filters and cascades of them.
 *
 * Source of the designs: R. Bristow-Johnson, Cookbook formulae for audio EQ biquad filter
 * coefficients (bilinear transform). They run in transposed direct form II with double-precision
 * state, which stays well behaved when the coefficients are swept while sound passes through.
 */
import { isSilent } from './pcm';

/** Transfer function (b0 + b1 z^-1 + b2 z^-2) / (1 + a1 z^-1 + a2 z^-2). */
export interface BiquadCoefficients {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

/** Quality factor of a maximally flat second-order section. */
const BUTTERWORTH_Q = Math.SQRT1_2;

/** Quality factors of the two sections of a fourth-order Butterworth filter: 1 / (2 cos(pi / 8 · 1, 3)). */
const BUTTERWORTH_4_Q = [1 / (2 * Math.cos(Math.PI / 8)), 1 / (2 * Math.cos((3 * Math.PI) / 8))];

/** Below this a state only costs time: subnormal numbers slow the processor down by an order. */
const DENORMAL_GUARD = 1e-25;

/** Samples between two looks at whether the memory has died away. */
const PAIR_BLOCK = 1024;

/** Highest corner as a share of the sample rate; the bilinear transform breaks down at one half. */
const MAX_CORNER = 0.49;

/** Low-pass; -3 dB at the corner with the default quality. */
export function lowpass(
  sampleRateHz: number,
  frequencyHz: number,
  q = BUTTERWORTH_Q,
): BiquadCoefficients {
  const { cos, alpha } = prototype(sampleRateHz, frequencyHz, q);
  return normalise((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
}

/** High-pass; -3 dB at the corner with the default quality. */
export function highpass(
  sampleRateHz: number,
  frequencyHz: number,
  q = BUTTERWORTH_Q,
): BiquadCoefficients {
  const { cos, alpha } = prototype(sampleRateHz, frequencyHz, q);
  return normalise((1 + cos) / 2, -1 - cos, (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
}

/** Band-pass with 0 dB at its centre; its -3 dB bandwidth is `frequencyHz / q`. */
export function bandpass(sampleRateHz: number, frequencyHz: number, q = 1): BiquadCoefficients {
  const { cos, alpha } = prototype(sampleRateHz, frequencyHz, q);
  return normalise(alpha, 0, -alpha, 1 + alpha, -2 * cos, 1 - alpha);
}

/** Bell: `gainDb` at its centre, 0 dB far from it. */
export function peaking(
  sampleRateHz: number,
  frequencyHz: number,
  gainDb: number,
  q = 1,
): BiquadCoefficients {
  const { cos, alpha } = prototype(sampleRateHz, frequencyHz, q);
  const a = 10 ** (gainDb / 40);
  return normalise(1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a);
}

/** `gainDb` below the corner, 0 dB above it, half of it at the corner. */
export function lowShelf(
  sampleRateHz: number,
  frequencyHz: number,
  gainDb: number,
  q = BUTTERWORTH_Q,
): BiquadCoefficients {
  return shelf(sampleRateHz, frequencyHz, gainDb, q, 1);
}

/** `gainDb` above the corner, 0 dB below it, half of it at the corner. */
export function highShelf(
  sampleRateHz: number,
  frequencyHz: number,
  gainDb: number,
  q = BUTTERWORTH_Q,
): BiquadCoefficients {
  return shelf(sampleRateHz, frequencyHz, gainDb, q, -1);
}

/** One section with its memory. */
export class BiquadFilter {
  private s1 = 0;
  private s2 = 0;

  constructor(private coefficients: BiquadCoefficients) {}

  /** Changes the response and keeps the memory, so that a sweep does not click. */
  setCoefficients(coefficients: BiquadCoefficients): void {
    this.coefficients = coefficients;
  }

  /** Forgets what has passed through. */
  reset(): void {
    this.s1 = 0;
    this.s2 = 0;
  }

  /** Filters samples `start` to `end` (exclusive) in place; consecutive blocks join seamlessly. */
  processBlock(block: Float32Array, start = 0, end = block.length): void {
    const { b0, b1, b2, a1, a2 } = this.coefficients;
    let { s1, s2 } = this;
    for (let i = start; i < end; i++) {
      const x = block[i];
      const y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      block[i] = y;
    }
    this.s1 = Math.abs(s1) < DENORMAL_GUARD ? 0 : s1;
    this.s2 = Math.abs(s2) < DENORMAL_GUARD ? 0 : s2;
  }
}

/**
 * Filters two channels in place, each with a memory of its own: as fast as one alone, since neither has to
 * wait for the other's last sample.
 */
export function filterPair(
  { b0, b1, b2, a1, a2 }: BiquadCoefficients,
  left: Float32Array,
  right: Float32Array,
): void {
  let l1 = 0;
  let l2 = 0;
  let r1 = 0;
  let r2 = 0;
  for (let start = 0; start < left.length; start += PAIR_BLOCK) {
    const end = Math.min(start + PAIR_BLOCK, left.length);
    const isAtRest = l1 === 0 && l2 === 0 && r1 === 0 && r2 === 0;
    if (isAtRest && isSilent(left, start, end) && isSilent(right, start, end)) continue;
    for (let i = start; i < end; i++) {
      const xl = left[i];
      const xr = right[i];
      const yl = b0 * xl + l1;
      const yr = b0 * xr + r1;
      l1 = b1 * xl + l2 - a1 * yl;
      r1 = b1 * xr + r2 - a1 * yr;
      l2 = b2 * xl - a2 * yl;
      r2 = b2 * xr - a2 * yr;
      left[i] = yl;
      right[i] = yr;
    }
    if (Math.abs(l1) + Math.abs(l2) < DENORMAL_GUARD) l1 = l2 = 0;
    if (Math.abs(r1) + Math.abs(r2) < DENORMAL_GUARD) r1 = r2 = 0;
  }
}

/** Sections one after the other. */
export class BiquadCascade {
  private readonly sections: BiquadFilter[];

  constructor(coefficients: readonly BiquadCoefficients[]) {
    this.sections = coefficients.map((section) => new BiquadFilter(section));
  }

  /** Changes the responses, as many as the cascade was made with, and keeps the memory. */
  setCoefficients(coefficients: readonly BiquadCoefficients[]): void {
    for (let i = 0; i < this.sections.length; i++) {
      this.sections[i].setCoefficients(coefficients[i]);
    }
  }

  reset(): void {
    for (const section of this.sections) section.reset();
  }

  /** @see BiquadFilter.processBlock */
  processBlock(block: Float32Array, start = 0, end = block.length): void {
    for (const section of this.sections) section.processBlock(block, start, end);
  }
}

/** Fourth-order Butterworth (24 dB an octave, -3 dB at the corner), for {@link BiquadCascade}. */
export function butterworth4(
  kind: 'lowpass' | 'highpass',
  sampleRateHz: number,
  frequencyHz: number,
): BiquadCoefficients[] {
  const design = kind === 'lowpass' ? lowpass : highpass;
  return BUTTERWORTH_4_Q.map((q) => design(sampleRateHz, frequencyHz, q));
}

/**
 * Fourth-order Linkwitz-Riley (24 dB an octave, -6 dB at the corner), for {@link BiquadCascade}: the
 * low-pass and the high-pass of one corner sum to an all-pass.
 * Source: S. Linkwitz, Active crossover networks for noncoincident drivers, JAES 24 (1976).
 */
export function linkwitzRiley4(
  kind: 'lowpass' | 'highpass',
  sampleRateHz: number,
  frequencyHz: number,
): BiquadCoefficients[] {
  const section = (kind === 'lowpass' ? lowpass : highpass)(sampleRateHz, frequencyHz);
  return [section, section];
}

function shelf(
  sampleRateHz: number,
  frequencyHz: number,
  gainDb: number,
  q: number,
  side: 1 | -1,
): BiquadCoefficients {
  const { cos: w, alpha } = prototype(sampleRateHz, frequencyHz, q);
  const cos = side * w;
  const a = 10 ** (gainDb / 40);
  const root = 2 * Math.sqrt(a) * alpha;
  return normalise(
    a * (a + 1 - (a - 1) * cos + root),
    side * 2 * a * (a - 1 - (a + 1) * cos),
    a * (a + 1 - (a - 1) * cos - root),
    a + 1 + (a - 1) * cos + root,
    side * -2 * (a - 1 + (a + 1) * cos),
    a + 1 + (a - 1) * cos - root,
  );
}

function prototype(sampleRateHz: number, frequencyHz: number, q: number) {
  const corner = Math.min(Math.max(frequencyHz / sampleRateHz, 0), MAX_CORNER);
  const omega = 2 * Math.PI * corner;
  return { cos: Math.cos(omega), alpha: Math.sin(omega) / (2 * q) };
}

function normalise(
  b0: number,
  b1: number,
  b2: number,
  a0: number,
  a1: number,
  a2: number,
): BiquadCoefficients {
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 };
}
