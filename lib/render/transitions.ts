/**
 * Transitions as pure functions: what was heard and what will be heard, sample by sample over the same
 * window, give what is heard in it. Each begins with the outgoing sound alone and ends with the
 * incoming one alone.
 */
import { BiquadCascade, butterworth4 } from '@/lib/audio/biquad';
import type { TransitionType } from '@/lib/plan/remix-plan';

/** Which way a sweep takes the outgoing sound away: `up` thins it for a rise, `down` muffles it for a fall. */
export type SweepDirection = 'up' | 'down';

export interface TransitionSettings {
  sampleRateHz: number;
  sweep: SweepDirection;
}

/** Fade at the edges of a gap and of a sweep: too short to hear, too long to click. */
const EDGE_SECONDS = 0.006;
/** Ends of a sweep. It starts where nothing is lost and leaves the voice's presence range standing. */
const SWEEP_HZ = { up: [25, 900], down: [18000, 350] } as const;
/** Samples between two corners of a sweep: 0.7 ms, a step of at most 0.5 % in frequency. */
const SWEEP_BLOCK = 32;

/** Changes from one sound to the other; both and the result have the same length. */
export function transition(
  type: TransitionType,
  outgoing: Float32Array,
  incoming: Float32Array,
  settings: TransitionSettings,
): Float32Array {
  switch (type) {
    case 'cut':
      return linearFade(outgoing, incoming);
    case 'crossfade':
      return equalPowerFade(outgoing, incoming);
    case 'filter-sweep':
      return filterSweep(outgoing, incoming, settings);
    case 'silence-gap':
      return silenceGap(outgoing, incoming, settings);
  }
}

/** Straight lines: for windows of milliseconds, and for sounds that are the same. */
export function linearFade(outgoing: Float32Array, incoming: Float32Array): Float32Array {
  const step = 1 / outgoing.length;
  return outgoing.map((sample, i) => {
    const share = (i + 0.5) * step;
    return sample * (1 - share) + incoming[i] * share;
  });
}

/** Quarter waves: sounds that have nothing to do with each other keep their common level. */
export function equalPowerFade(outgoing: Float32Array, incoming: Float32Array): Float32Array {
  const step = Math.PI / 2 / outgoing.length;
  return outgoing.map((sample, i) => {
    const angle = (i + 0.5) * step;
    return sample * Math.cos(angle) + incoming[i] * Math.sin(angle);
  });
}

/** The outgoing sound is swept away by a filter over the window; the incoming one enters at its end. */
export function filterSweep(
  outgoing: Float32Array,
  incoming: Float32Array,
  { sampleRateHz, sweep }: TransitionSettings,
): Float32Array {
  const swept = outgoing.slice();
  const [fromHz, toHz] = SWEEP_HZ[sweep];
  const kind = sweep === 'up' ? 'highpass' : 'lowpass';
  const filter = new BiquadCascade(butterworth4(kind, sampleRateHz, fromHz));
  for (let start = 0; start < swept.length; start += SWEEP_BLOCK) {
    const cornerHz = fromHz * (toHz / fromHz) ** (start / swept.length);
    filter.setCoefficients(butterworth4(kind, sampleRateHz, cornerHz));
    filter.processBlock(swept, start, Math.min(start + SWEEP_BLOCK, swept.length));
  }
  const edge = edgeSamples(swept.length, sampleRateHz);
  const end = swept.length - edge;
  swept.set(linearFade(outgoing.subarray(0, edge), swept.subarray(0, edge)));
  swept.set(linearFade(swept.subarray(end), incoming.subarray(end)), end);
  return swept;
}

/** Silence between two short fades; the incoming sound is there when the window ends. */
export function silenceGap(
  outgoing: Float32Array,
  incoming: Float32Array,
  { sampleRateHz }: Pick<TransitionSettings, 'sampleRateHz'>,
): Float32Array {
  const result = new Float32Array(outgoing.length);
  const edge = edgeSamples(result.length, sampleRateHz);
  const end = result.length - edge;
  const silence = new Float32Array(edge);
  result.set(linearFade(outgoing.subarray(0, edge), silence));
  result.set(linearFade(silence, incoming.subarray(end)), end);
  return result;
}

function edgeSamples(length: number, sampleRateHz: number): number {
  return Math.min(Math.round(EDGE_SECONDS * sampleRateHz), length >> 1);
}
