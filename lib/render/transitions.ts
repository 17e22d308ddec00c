/**
 * Transitions as pure functions: what was heard and what will be heard, sample by sample over the same
 * window, give what is heard in it. Each begins with the outgoing sound alone and ends with the
 * incoming one alone.
 */
import { BiquadCascade, BiquadFilter, butterworth4, highpass, lowpass } from '@/lib/audio/biquad';
import type { TransitionType } from '@/lib/plan/remix-plan';
import { matchedFades } from './seam-fades';

/** Which way a sweep takes the outgoing sound away: `up` thins it for a rise, `down` muffles it for a fall. */
export type SweepDirection = 'up' | 'down';

export interface TransitionSettings {
  sampleRateHz: number;
  sweep: SweepDirection;
  /** Length of a beat of the remix there. */
  beatSeconds: number;
}

/** Fade at the edges of a gap and of a sweep: too short to hear, too long to click. */
const EDGE_SECONDS = 0.006;
/** Ends of a sweep. It starts where nothing is lost and leaves the voice's presence range standing. */
const SWEEP_HZ = { up: [25, 900], down: [18000, 350] } as const;
/** Under this the lows of two songs are never heard together: kick and bass lie there. */
const LOWS_BELOW_HZ = 180;
/** The lows change hands within this: between two kicks, and slow enough not to click. */
const LOW_SWAP_SECONDS = 0.08;
/** An echo comes back every half beat, each time so much quieter, without lows and without the highest highs. */
const ECHO = { beats: 0.5, gain: 0.5, highpassHz: 250, lowpassHz: 5000 } as const;
/** Dry sound before the echoes, in beats: what they repeat. */
export const ECHO_DRY_BEATS = 1;
/** A sound that drops out is gone after so much. */
const DROP_SECONDS = 0.12;
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
    case 'bass-swap':
      return bassSwap(outgoing, incoming, settings);
    case 'echo-tail':
      return echoTail(outgoing, incoming, settings);
    case 'drop-out':
      return dropOut(outgoing, incoming, settings);
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
  const result = new Float32Array(outgoing.length);
  const step = Math.PI / 2 / outgoing.length;
  // Turned on by one step each time: after a minute it is off by less than 1e-9.
  const [turnCos, turnSin] = [Math.cos(step), Math.sin(step)];
  let fadeOut = Math.cos(step / 2);
  let fadeIn = Math.sin(step / 2);
  for (let i = 0; i < result.length; i++) {
    result[i] = outgoing[i] * fadeOut + incoming[i] * fadeIn;
    const next = fadeOut * turnCos - fadeIn * turnSin;
    fadeIn = fadeIn * turnCos + fadeOut * turnSin;
    fadeOut = next;
  }
  return result;
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

/** Everything above the lows is crossfaded over the window; the lows change hands in its middle. */
export function bassSwap(
  outgoing: Float32Array,
  incoming: Float32Array,
  { sampleRateHz }: Pick<TransitionSettings, 'sampleRateHz'>,
): Float32Array {
  const lowsOut = lowsOf(outgoing, sampleRateHz);
  const lowsIn = lowsOf(incoming, sampleRateHz);
  const without = (sound: Float32Array, lows: Float32Array) => sound.map((x, i) => x - lows[i]);
  const result = equalPowerFade(without(outgoing, lowsOut), without(incoming, lowsIn));
  const swap = Math.min(Math.round(LOW_SWAP_SECONDS * sampleRateHz), result.length);
  const start = (result.length - swap) >> 1;
  const end = start + swap;
  const fades = matchedFades([lowsOut.subarray(start, end)], [lowsIn.subarray(start, end)]);
  for (let i = 0; i < start; i++) result[i] += lowsOut[i];
  for (let i = start; i < end; i++) {
    result[i] += lowsOut[i] * fades.fadeOut[i - start] + lowsIn[i] * fades.fadeIn[i - start];
  }
  for (let i = end; i < result.length; i++) result[i] += lowsIn[i];
  return result;
}

/** Lows without any delay: filtered forwards and backwards, so that lows and rest add up to the sound. */
function lowsOf(sound: Float32Array, sampleRateHz: number): Float32Array {
  const lows = sound.slice();
  for (let pass = 0; pass < 2; pass++) {
    new BiquadCascade(butterworth4('lowpass', sampleRateHz, LOWS_BELOW_HZ)).processBlock(lows);
    lows.reverse();
  }
  return lows;
}

/**
 * The outgoing sound plays for a beat and stops; its last half beat comes back quieter and quieter while the
 * incoming one plays.
 */
export function echoTail(
  outgoing: Float32Array,
  incoming: Float32Array,
  { sampleRateHz, beatSeconds }: Pick<TransitionSettings, 'sampleRateHz' | 'beatSeconds'>,
): Float32Array {
  const dry = Math.min(Math.round(ECHO_DRY_BEATS * beatSeconds * sampleRateHz), outgoing.length);
  const edge = edgeSamples(dry, sampleRateHz);
  const result = new Float32Array(outgoing.length);
  result.set(outgoing.subarray(0, dry - edge));
  result.set(
    linearFade(outgoing.subarray(dry - edge, dry), incoming.subarray(dry - edge, dry)),
    dry - edge,
  );
  result.set(incoming.subarray(dry), dry);
  const echo = echoesOf(outgoing.subarray(0, dry), outgoing.length, beatSeconds, sampleRateHz);
  // Over the last of them the echoes are faded out, so that the incoming sound is alone at the end.
  const length = echo.length - dry;
  for (let i = dry; i < echo.length; i++) result[i] += echo[i] * (1 - (i - dry + 0.5) / length);
  return result;
}

/** What comes back after the dry sound has stopped. */
function echoesOf(
  dry: Float32Array,
  length: number,
  beatSeconds: number,
  sampleRateHz: number,
): Float32Array {
  const delay = Math.max(Math.round(ECHO.beats * beatSeconds * sampleRateHz), 1);
  const echo = new Float32Array(length);
  const first = Math.max(dry.length - delay, 0);
  const repeated = dry.slice(first);
  const edge = edgeSamples(repeated.length, sampleRateHz);
  for (let i = 0; i < edge; i++) {
    repeated[i] *= (i + 0.5) / edge;
    repeated[repeated.length - 1 - i] *= (i + 0.5) / edge;
  }
  let gain = 1;
  for (let start = dry.length; start < length; start += delay) {
    gain *= ECHO.gain;
    const end = Math.min(start + repeated.length, length);
    for (let i = start; i < end; i++) echo[i] += gain * repeated[i - start];
  }
  new BiquadFilter(highpass(sampleRateHz, ECHO.highpassHz)).processBlock(echo);
  new BiquadFilter(lowpass(sampleRateHz, ECHO.lowpassHz)).processBlock(echo);
  return echo;
}

/** The outgoing sound falls away and leaves silence until the incoming one enters at the end. */
export function dropOut(
  outgoing: Float32Array,
  incoming: Float32Array,
  { sampleRateHz }: Pick<TransitionSettings, 'sampleRateHz'>,
): Float32Array {
  const result = silenceGap(outgoing, incoming, { sampleRateHz });
  const fall = Math.min(Math.round(DROP_SECONDS * sampleRateHz), result.length >> 1);
  for (let i = 0; i < fall; i++) {
    const share = (i + 0.5) / fall;
    result[i] = outgoing[i] * (0.5 + 0.5 * Math.cos(Math.PI * share));
  }
  return result;
}

function edgeSamples(length: number, sampleRateHz: number): number {
  return Math.min(Math.round(EDGE_SECONDS * sampleRateHz), length >> 1);
}
