/**
 * Loudness as people hear it.
 *
 * Sources: ITU-R BS.1770-4 (K weighting, 400 ms blocks, two gates), EBU Tech 3341 (momentary and
 * short-term windows), EBU Tech 3342 (loudness range). The K weighting is given there as coefficients
 * for 48 kHz; the analogue parameters below reproduce them and hold at any rate.
 *
 * Silence, and anything shorter than one block, has a loudness of -Infinity; JSON prints it as null.
 */
import { amplitudeToDb, powerToDb } from './decibels';
import { curveRange, type GainCurve } from './gain-curve';
import { type KWeighting, PAIR_CHUNK, PairWeighting } from './pair-weighting';
import { isSilent, type Pcm } from './pcm';
import { maxSamplePeak, maxTruePeak } from './true-peak';

/** What a loudness meter shows after a whole programme. */
export interface LoudnessReport {
  integratedLufs: number;
  loudnessRangeLu: number;
  maxTruePeakDbtp: number;
  samplePeakDbfs: number;
}

/** K-weighted energy of a sound in steps of 100 ms; a part of a step at the end is left out. */
export interface LoudnessSteps {
  /** Mean square a step, summed over the channels by their weight. */
  power: Float64Array;
}

export const STEPS_PER_SECOND = 10;
/** Slices of a step: 2.5 ms each, shorter than a limiter's way down. */
const SLICES_PER_STEP = 40;
const SLICES_PER_SECOND = SLICES_PER_STEP * STEPS_PER_SECOND;
/** 400 ms with 75 % overlap (BS.1770). */
const MOMENTARY_STEPS = 4;
/** 3 s (Tech 3341). */
const SHORT_TERM_STEPS = 30;
/** Offset that makes a 1 kHz sine of 0 dBFS in one channel -3.01 LUFS (BS.1770). */
const CALIBRATION_DB = -0.691;
const ABSOLUTE_GATE_LUFS = -70;
const INTEGRATED_GATE_LU = -10;
const RANGE_GATE_LU = -20;
const RANGE_PERCENTILES = [0.1, 0.95];

/** First stage of the K weighting: the head, a high shelf. Gain at the corner and above are amplitudes. */
const HEAD = { frequencyHz: 1681.974450955533, gainDb: 3.999843853973347, q: 0.7071752369554196 };
/** Exponent of the shelf's gain at its corner, in place of the usual one half. */
const HEAD_CORNER_EXPONENT = 0.4996667741545416;
/** Second stage: the revised low-frequency B curve, a high-pass. */
const LOW_CUT = { frequencyHz: 38.13547087602444, q: 0.5003270373238773 };

/** Weights of five and six channels in the order L R C (LFE) Ls Rs (BS.1770 table 3). */
const SURROUND_WEIGHTS: Record<number, number[]> = {
  5: [1, 1, 1, 1.41, 1.41],
  6: [1, 1, 1, 0, 1.41, 1.41],
};

/** Keeps the filters' memory out of the subnormal numbers, which are slow. */
const DENORMAL_GUARD = 1e-25;

/**
 * Measures a whole sound; a mono one is measured as one channel, 3 LU below its stereo copy.
 * @param steps those of the sound, where they are known already
 * @param peakBounds where no block's true peak can be larger, likewise: they spare time and change nothing
 */
export function measureLoudness(
  pcm: Pcm,
  steps = loudnessSteps(pcm),
  peakBounds?: Float32Array,
): LoudnessReport {
  const samplePeak = maxSamplePeak(pcm);
  return {
    integratedLufs: integratedLufs(steps),
    loudnessRangeLu: loudnessRangeLu(steps),
    maxTruePeakDbtp: amplitudeToDb(maxTruePeak(pcm, peakBounds, samplePeak)),
    samplePeakDbfs: amplitudeToDb(samplePeak),
  };
}

/** Loudness of the whole, gated so that pauses do not count. */
export function integratedLufs(steps: LoudnessSteps): number {
  const blocks = windowPowers(steps, MOMENTARY_STEPS);
  return powerToLufs(mean(gate(blocks, INTEGRATED_GATE_LU)));
}

/** Spread between the quiet and the loud parts; 0 for a sound shorter than 3 s and for silence. */
export function loudnessRangeLu(steps: LoudnessSteps): number {
  const kept = gate(windowPowers(steps, SHORT_TERM_STEPS), RANGE_GATE_LU).sort();
  if (kept.length === 0) return 0;
  const [low, high] = RANGE_PERCENTILES.map((share) => kept[Math.round((kept.length - 1) * share)]);
  return powerToLufs(high) - powerToLufs(low);
}

/** Loudness of each 400 ms, ten times a second; entry i begins at i / 10 s. */
export function momentaryLufs(steps: LoudnessSteps): Float64Array {
  return windowPowers(steps, MOMENTARY_STEPS).map(powerToLufs);
}

/** Loudness of each 3 s, ten times a second; entry i begins at i / 10 s. */
export function shortTermLufs(steps: LoudnessSteps): Float64Array {
  return windowPowers(steps, SHORT_TERM_STEPS).map(powerToLufs);
}

/**
 * K-weights the sound and sums its energy by step; everything above is computed from that. With `curve` it
 * measures what the sound would be with the gain applied, to the last bit.
 */
export function loudnessSteps(pcm: Pcm, curve?: GainCurve): LoudnessSteps {
  return stepsOfSlices(loudnessSlices(pcm, curve), pcm.sampleRateHz);
}

/** K-weighted energy in slices of 2.5 ms: fine enough to tell what a moving gain will make of it. */
export interface LoudnessSlices {
  /** Sum of squares a slice, over the channels by their weight. */
  energy: Float64Array;
}

/** First sample of a slice; the one after the last slice's is the end. */
export function sliceStart(slice: number, sampleRateHz: number): number {
  return Math.round((slice * sampleRateHz) / SLICES_PER_SECOND);
}

/** @see loudnessSteps */
export function loudnessSlices(pcm: Pcm, curve?: GainCurve): LoudnessSlices {
  const { sampleRateHz, channels } = pcm;
  const length = channels[0]?.length ?? 0;
  const steps = Math.floor((length * STEPS_PER_SECOND) / sampleRateHz);
  const energy = new Float64Array(steps * SLICES_PER_STEP);
  if (channels.length === 2) {
    addPairEnergy(channels[0], channels[1], curve, sampleRateHz, energy);
    return { energy };
  }
  const weights = SURROUND_WEIGHTS[channels.length];
  channels.forEach((channel, index) => {
    addChannelEnergy(channel, curve, sampleRateHz, weights?.[index] ?? 1, energy);
  });
  return { energy };
}

/** @param gains power gain a slice; 1 where it is left out */
export function stepsOfSlices(
  { energy }: LoudnessSlices,
  sampleRateHz: number,
  gains?: Float64Array,
): LoudnessSteps {
  const power = new Float64Array(energy.length / SLICES_PER_STEP);
  for (let step = 0, slice = 0; step < power.length; step++) {
    let sum = 0;
    const end = slice + SLICES_PER_STEP;
    const count = sliceStart(end, sampleRateHz) - sliceStart(slice, sampleRateHz);
    for (; slice < end; slice++) sum += gains ? energy[slice] * gains[slice] : energy[slice];
    power[step] = sum / count;
  }
  return { power };
}

/** Both stages in one pass, as the measure is run several times for each master. */
function addChannelEnergy(
  channel: Float32Array,
  curve: GainCurve | undefined,
  sampleRateHz: number,
  weight: number,
  energy: Float64Array,
): void {
  const { b0, b1, b2, a1, a2, c1, c2 } = kWeighting(sampleRateHz);
  const scratch = new Float32Array(curve ? sliceStart(1, sampleRateHz) + 1 : 0);
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  let from = 0;
  for (let slice = 0; slice < energy.length; slice++) {
    const to = sliceStart(slice + 1, sampleRateHz);
    if (curve) curveRange(channel, curve, from, to, scratch);
    const sound = curve ? scratch : channel;
    const start = curve ? 0 : from;
    const end = start + to - from;
    let sum = 0;
    for (let i = start; i < end; i++) {
      const x = sound[i];
      const headed = b0 * x + p;
      p = b1 * x - a1 * headed + q;
      q = b2 * x - a2 * headed;
      const y = headed + r;
      r = -2 * headed - c1 * y + s;
      s = headed - c2 * y;
      sum += y * y;
    }
    if (Math.abs(p) + Math.abs(q) < DENORMAL_GUARD) p = q = 0;
    if (Math.abs(r) + Math.abs(s) < DENORMAL_GUARD) r = s = 0;
    energy[slice] += weight * sum;
    from = to;
  }
}

/** The same for left and right at once. */
function addPairEnergy(
  left: Float32Array,
  right: Float32Array,
  curve: GainCurve | undefined,
  sampleRateHz: number,
  energy: Float64Array,
): void {
  const weighting = pairWeighting(sampleRateHz);
  weighting.reset();
  const slicesAtOnce = Math.floor(PAIR_CHUNK / (sliceStart(1, sampleRateHz) + 1));
  for (let first = 0; first < energy.length; first += slicesAtOnce) {
    const end = Math.min(first + slicesAtOnce, energy.length);
    const from = sliceStart(first, sampleRateHz);
    const to = sliceStart(end, sampleRateHz);
    if (weighting.isAtRest && isSilent(left, from, to) && isSilent(right, from, to)) continue;
    if (curve) {
      curveRange(left, curve, from, to, weighting.left);
      curveRange(right, curve, from, to, weighting.right);
    } else {
      weighting.left.set(left.subarray(from, to));
      weighting.right.set(right.subarray(from, to));
    }
    let start = 0;
    for (let slice = first; slice < end; slice++) {
      const next = sliceStart(slice + 1, sampleRateHz) - from;
      energy[slice] = weighting.energyOf(start, next);
      start = next;
    }
    weighting.settle();
  }
}

const pairWeightings = new Map<number, PairWeighting>();

/** Put together once for each rate. */
function pairWeighting(sampleRateHz: number): PairWeighting {
  const known = pairWeightings.get(sampleRateHz) ?? new PairWeighting(kWeighting(sampleRateHz));
  pairWeightings.set(sampleRateHz, known);
  return known;
}

/** Power gain of the K weighting at a frequency: how much a part of a spectrum counts. */
export function kWeightingPower(frequencyHz: number, sampleRateHz: number): number {
  const { b0, b1, b2, a1, a2, c1, c2 } = kWeighting(sampleRateHz);
  const omega = (2 * Math.PI * frequencyHz) / sampleRateHz;
  return (
    (sectionPower(b0, b1, b2, omega) / sectionPower(1, a1, a2, omega)) *
    (sectionPower(1, -2, 1, omega) / sectionPower(1, c1, c2, omega))
  );
}

/** The K weighting as two filters one after the other, for whoever filters elsewhere. */
export function kWeightingSections(
  sampleRateHz: number,
): { feedforward: number[]; feedback: number[] }[] {
  const { b0, b1, b2, a1, a2, c1, c2 } = kWeighting(sampleRateHz);
  return [
    { feedforward: [b0, b1, b2], feedback: [1, a1, a2] },
    { feedforward: [1, -2, 1], feedback: [1, c1, c2] },
  ];
}

/** |x + y z^-1 + w z^-2|² on the unit circle. */
function sectionPower(x: number, y: number, w: number, omega: number): number {
  const re = x + y * Math.cos(omega) + w * Math.cos(2 * omega);
  const im = y * Math.sin(omega) + w * Math.sin(2 * omega);
  return re * re + im * im;
}

/** Coefficients of both stages: b and a of the head, c the denominator of the low cut (1 - z^-1)^2. */
function kWeighting(sampleRateHz: number): KWeighting {
  const head = Math.tan((Math.PI * HEAD.frequencyHz) / sampleRateHz);
  const gain = 10 ** (HEAD.gainDb / 20);
  const corner = gain ** HEAD_CORNER_EXPONENT;
  const a0 = 1 + head / HEAD.q + head * head;
  const low = Math.tan((Math.PI * LOW_CUT.frequencyHz) / sampleRateHz);
  const c0 = 1 + low / LOW_CUT.q + low * low;
  return {
    b0: (gain + (corner * head) / HEAD.q + head * head) / a0,
    b1: (2 * (head * head - gain)) / a0,
    b2: (gain - (corner * head) / HEAD.q + head * head) / a0,
    a1: (2 * (head * head - 1)) / a0,
    a2: (1 - head / HEAD.q + head * head) / a0,
    c1: (2 * (low * low - 1)) / c0,
    c2: (1 - low / LOW_CUT.q + low * low) / c0,
  };
}

/** Mean power of each window of so many steps, at every step. */
function windowPowers({ power }: LoudnessSteps, steps: number): Float64Array {
  const windows = new Float64Array(Math.max(0, power.length - steps + 1));
  for (let i = 0; i < windows.length; i++) {
    for (let k = i; k < i + steps; k++) windows[i] += power[k];
    windows[i] /= steps;
  }
  return windows;
}

/** Keeps what is above -70 LUFS, then what is above the rest's mean by no less than the relative gate. */
function gate(powers: Float64Array, relativeLu: number): Float64Array {
  const audible = powers.filter((power) => powerToLufs(power) > ABSOLUTE_GATE_LUFS);
  const threshold = powerToLufs(mean(audible)) + relativeLu;
  return audible.filter((power) => powerToLufs(power) > threshold);
}

function mean(values: Float64Array): number {
  if (values.length === 0) return 0;
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Loudness of a K-weighted power, summed over the channels. */
export function powerToLufs(power: number): number {
  return CALIBRATION_DB + powerToDb(power);
}
