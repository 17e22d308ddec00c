/**
 * Sample rate conversion by a polyphase windowed sinc (Kaiser), linear phase with its delay taken out, so
 * that nothing moves in time.
 * Sources: Crochiere and Rabiner, Multirate Digital Signal Processing (1983), ch. 2-4; Kaiser (1974) for the
 * window; Julius O. Smith, Digital Audio Resampling.
 */
import { lengthSamples, type Pcm } from './pcm';

/** What the filter is made for. */
const FILTER = {
  /** Attenuation from the lower of the two Nyquist frequencies on, dB: below 16 bits' noise floor. */
  stopbandDb: 94,
  /** Upper end of the pass band, as a share of the lower Nyquist frequency: 19.4 kHz at 44.1 kHz. */
  passband: 0.88,
} as const;

/** Phases kept ready. A ratio that needs more (47,999 → 44,100) is interpolated between neighbours. */
const MAX_PHASES = 1024;

/** A conversion between two rates: its filter, one row of taps a phase. */
export interface Resampler {
  sourceRateHz: number;
  targetRateHz: number;
  /** The ratio target/source in lowest terms is up/down. */
  up: number;
  down: number;
  /** Phases in the table: `up`, or MAX_PHASES when interpolating. */
  phases: number;
  taps: number;
  /** `phases + 1` rows of `taps` coefficients. */
  table: Float64Array;
}

/** Makes the filter for a conversion. @throws RangeError where a rate is not a positive integer */
export function createResampler(sourceRateHz: number, targetRateHz: number): Resampler {
  for (const rate of [sourceRateHz, targetRateHz]) {
    if (!Number.isInteger(rate) || rate <= 0)
      throw new RangeError(`${rate} is no sample rate in Hz`);
  }
  const divisor = greatestCommonDivisor(sourceRateHz, targetRateHz);
  const up = targetRateHz / divisor;
  const down = sourceRateHz / divisor;
  // In units of the source's samples: the filter is longer where the target is slower.
  const stretch = Math.max(1, down / up);
  const transition = 1 - FILTER.passband;
  // Kaiser's length for the transition band (in radians a sample at the lower rate, Nyquist = pi).
  const order = (FILTER.stopbandDb - 7.95) / (2.285 * Math.PI * transition);
  const halfTaps = Math.ceil((order / 2) * stretch);
  const taps = 4 * Math.ceil((2 * halfTaps) / 4);
  const cutoff = (1 - transition / 2) / stretch;
  const beta = 0.1102 * (FILTER.stopbandDb - 8.7);
  const phases = Math.min(up, MAX_PHASES);
  const table = new Float64Array((phases + 1) * taps);
  const row = new Float64Array(taps);
  for (let phase = 0; phase <= phases; phase++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const distance = tap - (taps / 2 - 1) - phase / phases;
      // The window is not divided by its middle: the row is, by its sum.
      row[tap] = sinc(cutoff * distance) * kaiserTop(distance / (taps / 2), beta);
      sum += row[tap];
    }
    // Every phase passes a constant unchanged; else a steady signal would ripple at the rate of the phases.
    for (let tap = 0; tap < taps; tap++) table[phase * taps + tap] = row[tap] / sum;
  }
  return { sourceRateHz, targetRateHz, up, down, phases, taps, table };
}

/** Samples that a signal has after the conversion: the same duration, rounded to the next sample. */
export function resampledLength(samples: number, { up, down }: Resampler): number {
  return Math.round((samples * up) / down);
}

/**
 * Computes the samples `from` to `to` of the converted channels into `targets` (same indices). Sample 0 of
 * a target lies at the time of sample 0 of its source; outside its ends the source counts as silence.
 * Channels are done in pairs, which spares reading the filter twice.
 */
export function resampleRange(
  resampler: Resampler,
  sources: readonly Float32Array[],
  targets: readonly Float32Array[],
  from: number,
  to: number,
): void {
  for (let pair = 0; pair < sources.length; pair += 2) {
    const second = Math.min(pair + 1, sources.length - 1);
    resamplePair(
      resampler,
      sources[pair],
      sources[second],
      targets[pair],
      targets[second],
      from,
      to,
    );
  }
}

function resamplePair(
  { up, down, phases, taps, table }: Resampler,
  sourceA: Float32Array,
  sourceB: Float32Array,
  targetA: Float32Array,
  targetB: Float32Array,
  from: number,
  to: number,
): void {
  const mono = sourceA === sourceB;
  const before = taps / 2 - 1;
  const edgeA = new Float32Array(taps);
  const edgeB = new Float32Array(taps);
  // The place in the source as whole samples and a rest in 1/up: index * down / up, kept exact.
  const wholeStep = Math.floor(down / up);
  const restStep = down % up;
  const firstRest = (from % up) * down;
  let whole = Math.floor(from / up) * down + Math.floor(firstRest / up);
  let rest = firstRest % up;
  for (let i = from; i < to; i++) {
    let start = whole - before;
    let a = sourceA;
    let b = sourceB;
    if (start < 0 || start + taps > sourceA.length) {
      for (let tap = 0; tap < taps; tap++) {
        edgeA[tap] = sourceA[start + tap] ?? 0;
        edgeB[tap] = sourceB[start + tap] ?? 0;
      }
      a = edgeA;
      b = edgeB;
      start = 0;
    }
    const position = (rest * phases) / up;
    const phase = Math.floor(position);
    const toNext = position - phase;
    const row = phase * taps;
    // Two sums for each channel: they do not wait for one another.
    let evenA = 0;
    let oddA = 0;
    if (mono) {
      for (let tap = 0; tap < taps; tap += 2) {
        evenA += table[row + tap] * a[start + tap];
        oddA += table[row + tap + 1] * a[start + tap + 1];
      }
      targetA[i] = evenA + oddA;
    } else {
      let evenB = 0;
      let oddB = 0;
      for (let tap = 0; tap < taps; tap += 2) {
        const even = table[row + tap];
        const odd = table[row + tap + 1];
        evenA += even * a[start + tap];
        evenB += even * b[start + tap];
        oddA += odd * a[start + tap + 1];
        oddB += odd * b[start + tap + 1];
      }
      targetA[i] = evenA + oddA;
      targetB[i] = evenB + oddB;
    }
    if (toNext > 0) {
      targetA[i] += toNext * (dot(table, row + taps, a, start, taps) - targetA[i]);
      if (!mono) targetB[i] += toNext * (dot(table, row + taps, b, start, taps) - targetB[i]);
    }
    whole += wholeStep;
    rest += restStep;
    if (rest >= up) {
      rest -= up;
      whole++;
    }
  }
}

/** Converts to another sample rate; the same object comes back where the rate is right already. */
export function resample(pcm: Pcm, targetRateHz: number): Pcm {
  if (pcm.sampleRateHz === targetRateHz) return pcm;
  const resampler = createResampler(pcm.sampleRateHz, targetRateHz);
  const length = resampledLength(lengthSamples(pcm), resampler);
  const channels = pcm.channels.map(() => new Float32Array(length));
  resampleRange(resampler, pcm.channels, channels, 0, length);
  return { sampleRateHz: targetRateHz, channels };
}

function dot(
  table: Float64Array,
  row: number,
  input: Float32Array,
  start: number,
  taps: number,
): number {
  let sum = 0;
  for (let tap = 0; tap < taps; tap++) sum += table[row + tap] * input[start + tap];
  return sum;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Kaiser window over -1 to 1, up to a constant factor. */
function kaiserTop(x: number, beta: number): number {
  return Math.abs(x) > 1 ? 0 : besselI0(beta * Math.sqrt(1 - x * x));
}

/** Modified Bessel function of the first kind and order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
