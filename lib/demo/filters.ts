/** The few filters that the instruments need, each with its state, in place on a span of a buffer. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';

export type FilterKind = 'lowpass' | 'highpass' | 'bandpass';

/**
 * State-variable filter whose cutoff may move while it runs.
 * Source: Andrew Simper, Solving the continuous SVF equations using trapezoidal integration (2013).
 */
export class StateVariableFilter {
  private state1 = 0;
  private state2 = 0;
  private a1 = 0;
  private a2 = 0;
  private a3 = 0;
  /** Shares of the input, the band-pass and the low-pass in the output. */
  private direct = 0;
  private band = 0;
  private low = 0;

  constructor(private readonly kind: FilterKind) {}

  /** @param q 0.707 is flat, more rings */
  tune(cutoffHz: number, q: number): void {
    const g = Math.tan((Math.PI * Math.min(cutoffHz, SAMPLE_RATE_HZ * 0.45)) / SAMPLE_RATE_HZ);
    const damping = 1 / q;
    this.a1 = 1 / (1 + g * (g + damping));
    this.a2 = g * this.a1;
    this.a3 = g * this.a2;
    this.direct = this.kind === 'highpass' ? 1 : 0;
    this.band = this.kind === 'bandpass' ? damping : this.kind === 'highpass' ? -damping : 0;
    this.low = this.kind === 'lowpass' ? 1 : this.kind === 'highpass' ? -1 : 0;
  }

  /** Filters a span in place. */
  run(buffer: Float32Array, start: number, end: number): void {
    const { a1, a2, a3, direct, band, low } = this;
    let s1 = this.state1;
    let s2 = this.state2;
    for (let i = start; i < end; i++) {
      const input = buffer[i] + KEEP_NORMAL;
      const v3 = input - s2;
      const v1 = a1 * s1 + a2 * v3;
      const v2 = s2 + a2 * s1 + a3 * v3;
      s1 = 2 * v1 - s1;
      s2 = 2 * v2 - s2;
      buffer[i] = direct * input + band * v1 + low * v2;
    }
    this.state1 = s1;
    this.state2 = s2;
  }
}

/** Keeps the states out of the range in which arithmetic is slow (denormal numbers). */
const KEEP_NORMAL = 1e-15;

/** Samples between two settings of a moving cutoff. */
const CONTROL_SAMPLES = 64;

/** Filters a span in place with a cutoff that moves: `cutoffAt` gets seconds from the span's start. */
export function sweepFilter(
  buffer: Float32Array,
  start: number,
  end: number,
  kind: FilterKind,
  cutoffAt: (seconds: number) => number,
  q: number,
): void {
  const filter = new StateVariableFilter(kind);
  for (let block = start; block < end; block += CONTROL_SAMPLES) {
    filter.tune(cutoffAt((block - start) / SAMPLE_RATE_HZ), q);
    filter.run(buffer, block, Math.min(block + CONTROL_SAMPLES, end));
  }
}

/** Filters a whole buffer in place with a fixed cutoff. */
export function filterBuffer(
  buffer: Float32Array,
  kind: FilterKind,
  cutoffHz: number,
  q = Math.SQRT1_2,
): void {
  const filter = new StateVariableFilter(kind);
  filter.tune(cutoffHz, q);
  filter.run(buffer, 0, buffer.length);
}

/** Bends peaks over like a driven amplifier; small signals pass unchanged at `drive` 1. */
export function saturate(buffer: Float32Array, drive: number): void {
  const makeup = 1 / Math.sqrt(drive);
  for (let i = 0; i < buffer.length; i++) {
    const x = buffer[i] * drive;
    buffer[i] = makeup * (x / (1 + Math.abs(x) * 0.5));
  }
}
