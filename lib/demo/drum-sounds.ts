/** The sounds of drums: swept sines for skins, filtered noise for wires and hands, clashing squares for metal. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import { filterBuffer, saturate } from './filters';
import { phaseFrom, phaseIncrement } from './wavetable';

/** A skin: its pitch falls from `hz + sweepHz` to `hz`. */
export interface DrumTone {
  hz: number;
  sweepHz: number;
  sweepSeconds: number;
  /** Time constant of the fall in level. */
  decaySeconds: number;
  /** Level of the beater's noise, 0 to 1. */
  click: number;
  drive: number;
}

/** Frequencies of a cymbal's partials relative to each other: the six squares of a classic drum machine. */
const METAL_RATIOS = [1, 1.342, 1.2312, 1.6532, 1.9523, 2.1523];
const METAL_BASE_HZ = 330;

const seconds = (duration: number) => new Float32Array(Math.round(duration * SAMPLE_RATE_HZ));

function addNoise(
  output: Float32Array,
  random: Random,
  levelAt: (seconds: number) => number,
): Float32Array {
  for (let i = 0; i < output.length; i++) {
    output[i] += levelAt(i / SAMPLE_RATE_HZ) * (2 * random.next() - 1);
  }
  return output;
}

/** Kick, tom, conga, rim. */
export function renderMembrane(tone: DrumTone, random: Random): Float32Array {
  const sound = seconds(tone.decaySeconds * 5);
  let phase = 0.25;
  for (let i = 0; i < sound.length; i++) {
    const t = i / SAMPLE_RATE_HZ;
    const hz = tone.hz + tone.sweepHz * Math.exp(-t / tone.sweepSeconds);
    phase += hz / SAMPLE_RATE_HZ;
    const attack = Math.min(1, t / 0.0008);
    sound[i] = attack * Math.exp(-t / tone.decaySeconds) * Math.sin(2 * Math.PI * phase);
  }
  const click = addNoise(seconds(0.02), random, (t) => Math.exp(-t / 0.0025));
  filterBuffer(click, 'bandpass', 2800, 0.7);
  for (let i = 0; i < Math.min(click.length, sound.length); i++) {
    sound[i] += 1.6 * tone.click * click[i];
  }
  if (tone.drive !== 1) saturate(sound, tone.drive);
  return sound;
}

/** Two modes of the shell and the wires' noise. */
export function renderSnare(
  snare: { hz: number; decaySeconds: number; tone: number; noiseHz: number; drive: number },
  edgeHz: number,
  random: Random,
): Float32Array {
  const sound = seconds(snare.decaySeconds * 5);
  const wires = addNoise(
    new Float32Array(sound.length),
    random,
    (t) => 0.6 * Math.exp(-t / snare.decaySeconds) + 0.9 * Math.exp(-t / 0.012),
  );
  filterBuffer(wires, 'highpass', snare.noiseHz);
  filterBuffer(wires, 'lowpass', Math.min(edgeHz, 11000));
  for (let i = 0; i < sound.length; i++) {
    const t = i / SAMPLE_RATE_HZ;
    const bend = 1 + 0.4 * Math.exp(-t / 0.01);
    const body =
      Math.exp(-t / 0.07) * Math.sin(2 * Math.PI * snare.hz * bend * t) +
      0.6 * Math.exp(-t / 0.04) * Math.sin(2 * Math.PI * snare.hz * 1.78 * t);
    sound[i] = snare.tone * body + wires[i];
  }
  saturate(sound, Math.sqrt(snare.drive));
  return sound;
}

/** Several hands a few milliseconds apart, then the room. */
export function renderClap(
  centreHz: number,
  decaySeconds: number,
  edgeHz: number,
  random: Random,
): Float32Array {
  const hands = [0, 0.008 + 0.003 * random.next(), 0.018 + 0.004 * random.next()];
  const sound = addNoise(seconds(decaySeconds * 3), random, (t) => {
    let level = 0;
    for (const hand of hands) if (t >= hand) level = Math.exp(-(t - hand) / 0.005);
    return t > hands[2] ? level + 0.45 * Math.exp(-(t - hands[2]) / (decaySeconds * 0.5)) : level;
  });
  const low = sound.slice();
  filterBuffer(low, 'bandpass', centreHz, 1.6);
  filterBuffer(sound, 'highpass', 2500);
  filterBuffer(sound, 'lowpass', Math.min(edgeHz, 12000));
  for (let i = 0; i < sound.length; i++) sound[i] = low[i] + 0.3 * sound[i];
  return sound;
}

/** Hats, ride and crash: clashing squares and noise above a cutoff. */
export function renderCymbal(
  scale: number,
  decaySeconds: number,
  cutoffHz: number,
  edgeHz: number,
  random: Random,
): Float32Array {
  const sound = seconds(Math.min(decaySeconds * 4.5, 3.5));
  const phases = Int32Array.from(METAL_RATIOS, () => phaseFrom(random.next()));
  const steps = Int32Array.from(METAL_RATIOS, (ratio) =>
    phaseIncrement(ratio * scale * METAL_BASE_HZ),
  );
  const fall = Math.exp(-1 / (decaySeconds * SAMPLE_RATE_HZ));
  const strokeFall = Math.exp(-1 / (0.008 * SAMPLE_RATE_HZ));
  let ring = 1;
  let stroke = 0.7;
  for (let i = 0; i < sound.length; i++) {
    let metal = 0;
    for (let k = 0; k < phases.length; k++) {
      phases[k] += steps[k];
      metal += phases[k] < 0 ? -1 : 1;
    }
    sound[i] = (ring + stroke) * (0.12 * metal + 0.8 * (2 * random.next() - 1));
    ring *= fall;
    stroke *= strokeFall;
  }
  filterBuffer(sound, 'highpass', Math.min(cutoffHz, edgeHz * 0.6));
  filterBuffer(sound, 'highpass', Math.min(cutoffHz, edgeHz * 0.6) * 0.7);
  filterBuffer(sound, 'lowpass', edgeHz);
  return sound;
}

/** Beads: noise that swells and stops. */
export function renderShaker(edgeHz: number, random: Random): Float32Array {
  const swell = 0.012 + 0.01 * random.next();
  const sound = addNoise(seconds(0.12), random, (t) =>
    t < swell ? t / swell : Math.exp(-(t - swell) / 0.022),
  );
  filterBuffer(sound, 'bandpass', Math.min(6500, edgeHz * 0.7), 0.8);
  return sound;
}
