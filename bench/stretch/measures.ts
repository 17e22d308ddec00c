/** What stretching does to a sound, in figures. */
import { RealFft } from '@/lib/audio/fft';

const FRAME = 2048;
const HOP = 512;
/** What lies further below a frame's loudest bin is not heard beside it. */
const AUDIBLE_DB = 50;
/** Frames further below the loudest one are pauses. */
const FRAME_GATE_DB = 45;

/**
 * Log-spectral distance, dB: root mean square over the audible bins of each frame, mean over the frames.
 * Source: A. Gray, J. Markel, Distance measures for speech processing, IEEE TASSP 24 (1976).
 */
export function logSpectralDistanceDb(reference: Float32Array, other: Float32Array): number {
  const wanted = powerFrames(reference);
  const got = powerFrames(other);
  const count = Math.min(wanted.length, got.length);
  const peaks = wanted.map((frame) => Math.max(...frame));
  const loudest = Math.max(...peaks);
  let sum = 0;
  let frames = 0;
  for (let frame = 0; frame < count; frame++) {
    if (peaks[frame] < loudest * 10 ** (-FRAME_GATE_DB / 10)) continue;
    const floor = peaks[frame] * 10 ** (-AUDIBLE_DB / 10);
    let squares = 0;
    let bins = 0;
    wanted[frame].forEach((power, bin) => {
      if (power < floor) return;
      squares += (10 * Math.log10(power / Math.max(got[frame][bin], floor))) ** 2;
      bins++;
    });
    sum += Math.sqrt(squares / bins);
    frames++;
  }
  return frames === 0 ? 0 : sum / frames;
}

const ATTACKS = 24;
const BEFORE_SECONDS = 0.02;
const AFTER_SECONDS = 0.01;
/** An attack is looked for so far around where it should be. */
const SEARCH_SECONDS = 0.006;
/** Attacks further apart than this are two. */
const APART_SECONDS = 0.12;

/** By how much the strongest attacks rise less steeply than they did, dB; positive is duller. */
export function attackLossDb(
  source: Float32Array,
  stretched: Float32Array,
  ratio: number,
  sampleRateHz: number,
): number {
  const places = strongestAttacks(source, sampleRateHz);
  const losses = places.map(
    (place) =>
      steepestRiseDb(source, place, sampleRateHz) -
      steepestRiseDb(stretched, Math.round(place * ratio), sampleRateHz),
  );
  return losses.reduce((sum, loss) => sum + loss, 0) / Math.max(losses.length, 1);
}

function steepestRiseDb(sound: Float32Array, place: number, sampleRateHz: number): number {
  const reach = Math.round(SEARCH_SECONDS * sampleRateHz);
  let most = Number.NEGATIVE_INFINITY;
  for (let shift = -reach; shift <= reach; shift += 16) {
    most = Math.max(most, riseDb(sound, place + shift, sampleRateHz));
  }
  return most;
}

/** Level of the 10 ms after a moment over that of the 20 ms before it, dB. */
function riseDb(sound: Float32Array, at: number, sampleRateHz: number): number {
  const before = meanSquare(sound, at - Math.round(BEFORE_SECONDS * sampleRateHz), at);
  const after = meanSquare(sound, at, at + Math.round(AFTER_SECONDS * sampleRateHz));
  return 10 * Math.log10((after + 1e-9) / (before + 1e-9));
}

function strongestAttacks(sound: Float32Array, sampleRateHz: number): number[] {
  const step = 64;
  const margin = Math.round(0.1 * sampleRateHz);
  const rises: { at: number; gain: number }[] = [];
  for (let at = margin; at < sound.length - margin; at += step) {
    const after = meanSquare(sound, at, at + Math.round(AFTER_SECONDS * sampleRateHz));
    const before = meanSquare(sound, at - Math.round(BEFORE_SECONDS * sampleRateHz), at);
    rises.push({ at, gain: after - before });
  }
  const chosen: number[] = [];
  for (const { at, gain } of rises.sort((a, b) => b.gain - a.gain)) {
    if (chosen.length === ATTACKS || gain <= 0) break;
    if (chosen.every((other) => Math.abs(other - at) > APART_SECONDS * sampleRateHz))
      chosen.push(at);
  }
  return chosen;
}

function meanSquare(sound: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = Math.max(from, 0); i < Math.min(to, sound.length); i++) sum += sound[i] * sound[i];
  return sum / Math.max(to - from, 1);
}

const PITCH_FRAME = 16384;
const LOWEST_HZ = 80;
const HIGHEST_HZ = 4000;
const CENTS_A_STEP = 1;
const MOST_CENTS = 60;

/** By how many cents the spectrum as a whole has moved. */
export function pitchErrorCents(
  source: Float32Array,
  other: Float32Array,
  sampleRateHz: number,
): number {
  const wanted = centSpectrum(source, sampleRateHz);
  const got = centSpectrum(other, sampleRateHz);
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let shift = -MOST_CENTS; shift <= MOST_CENTS; shift++) {
    let alike = 0;
    for (let i = MOST_CENTS; i < wanted.length - MOST_CENTS; i++)
      alike += wanted[i] * got[i + shift];
    if (alike > most) {
      most = alike;
      best = shift;
    }
  }
  return best * CENTS_A_STEP;
}

/** The mean spectrum over steps of a cent, without its coarse shape. */
function centSpectrum(sound: Float32Array, sampleRateHz: number): Float64Array {
  const frames = powerFrames(sound, PITCH_FRAME, PITCH_FRAME / 2);
  const mean = new Float64Array(PITCH_FRAME / 2 + 1);
  for (const frame of frames) {
    for (let bin = 0; bin < mean.length; bin++) mean[bin] += Math.sqrt(frame[bin]);
  }
  const steps = Math.floor((1200 * Math.log2(HIGHEST_HZ / LOWEST_HZ)) / CENTS_A_STEP);
  const spectrum = Float64Array.from({ length: steps }, (_, step) => {
    const place = (LOWEST_HZ * 2 ** ((step * CENTS_A_STEP) / 1200) * PITCH_FRAME) / sampleRateHz;
    const bin = Math.floor(place);
    const value = mean[bin] + (place - bin) * (mean[bin + 1] - mean[bin]);
    return Math.log(value + 1e-9);
  });
  const width = 100;
  return spectrum.map((value, i) => {
    let sum = 0;
    const from = Math.max(i - width, 0);
    const to = Math.min(i + width, steps - 1);
    for (let k = from; k <= to; k++) sum += spectrum[k];
    return value - sum / (to - from + 1);
  });
}

/** Power spectra of windowed frames. */
function powerFrames(sound: Float32Array, frame = FRAME, hop = HOP): Float64Array[] {
  const fft = new RealFft(frame);
  const window = Float64Array.from(
    { length: frame },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / frame),
  );
  const frames: Float64Array[] = [];
  const input = new Float64Array(frame);
  for (let start = 0; start + frame <= sound.length; start += hop) {
    for (let i = 0; i < frame; i++) input[i] = sound[start + i] * window[i];
    const magnitudes = new Float64Array(fft.bins);
    fft.magnitudes(input, magnitudes);
    frames.push(magnitudes.map((magnitude) => magnitude * magnitude));
  }
  return frames;
}
