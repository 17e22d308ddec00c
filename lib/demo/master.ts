/** The last step: ducking under the kick, and one gain for all stems, so that they still sum to the mix. */
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { StemName } from '@/lib/music/stem-names';
import type { DrumHit } from './drum-track';

/** Peaks stay below this: -1.3 dBFS. */
const CEILING = 0.86;
/** Level (RMS over the louder half of the song) that a neutral master reaches. */
const TARGET_RMS_DB = -15;
const LOOKAHEAD_SAMPLES = 128;
const RELEASE_SECONDS = 0.12;
const DUCK_RELEASE_SECONDS = 0.16;
const DUCK_ONSET_SAMPLES = 176;
const LEVEL_BLOCK_SAMPLES = 17640;

/** Turns a stem down at every kick and lets it return, as a compressor keyed by the kick does. */
export function duckUnderKick(pcm: Pcm, hits: readonly DrumHit[], depth: number): void {
  if (depth <= 0) return;
  const kicks = hits.filter((hit) => hit.voice === 'kick');
  const samples = lengthSamples(pcm);
  const fall = Math.exp(-1 / (DUCK_RELEASE_SECONDS * SAMPLE_RATE_HZ));
  for (const [index, hit] of kicks.entries()) {
    const start = Math.round(hit.seconds * SAMPLE_RATE_HZ);
    const next = kicks[index + 1];
    const nextStart = next ? Math.round(next.seconds * SAMPLE_RATE_HZ) : samples;
    const end = Math.min(samples, nextStart, start + SAMPLE_RATE_HZ);
    for (const channel of pcm.channels) dip(channel, start, end, depth * hit.velocity, fall);
  }
}

/** Lowers a span by `depth` (0 to 1) within a few milliseconds, then lets it return exponentially. */
function dip(channel: Float32Array, start: number, end: number, depth: number, fall: number): void {
  let reduction = depth;
  for (let i = start; i < end; i++) {
    const onset = Math.min(1, (i - start) / DUCK_ONSET_SAMPLES);
    channel[i] *= 1 - onset * reduction;
    reduction *= fall;
  }
}

/**
 * Brings the song to its level and holds its peaks: one gain curve, found on the sum, is applied to
 * every stem, so the mix stays the sum of its stems.
 * @param driveDb level above the neutral one: more drive, more limiting
 */
export function masterStems(stems: Record<StemName, Pcm>, driveDb: number): Pcm {
  const parts = Object.values(stems);
  const samples = lengthSamples(parts[0]);
  const sum = [new Float32Array(samples), new Float32Array(samples)];
  for (const part of parts) {
    for (const [side, total] of sum.entries()) addInto(total, part.channels[side]);
  }
  const drive = 10 ** ((TARGET_RMS_DB + driveDb - loudRmsDb(sum)) / 20);
  const gain = limiterGain(sum, drive);
  for (const [side, total] of sum.entries()) {
    total.fill(0);
    for (const part of parts) {
      multiply(part.channels[side], gain);
      addInto(total, part.channels[side]);
    }
  }
  return { sampleRateHz: SAMPLE_RATE_HZ, channels: sum };
}

/** Brings a stem to a level; a silent one stays silent. */
export function setLevel(pcm: Pcm, levelDb: number): void {
  const current = loudRmsDb(pcm.channels);
  if (current > -100) scale(pcm, 10 ** ((levelDb - current) / 20));
}

export function scale(pcm: Pcm, gain: number): void {
  for (const channel of pcm.channels) {
    for (let i = 0; i < channel.length; i++) channel[i] *= gain;
  }
}

function addInto(total: Float32Array, part: Float32Array): void {
  for (let i = 0; i < total.length; i++) total[i] += part[i];
}

function multiply(part: Float32Array, gain: Float32Array): void {
  for (let i = 0; i < part.length; i++) part[i] *= gain[i];
}

/**
 * Level of a stem while it plays: RMS in dB over the louder half of those 400 ms blocks that lie within
 * 30 dB of its loudest one.
 */
function loudRmsDb(channels: readonly Float32Array[]): number {
  const powers: number[] = [];
  for (
    let start = 0;
    start + LEVEL_BLOCK_SAMPLES <= channels[0].length;
    start += LEVEL_BLOCK_SAMPLES
  ) {
    const end = start + LEVEL_BLOCK_SAMPLES;
    const power = channels.reduce((total, channel) => total + blockPower(channel, start, end), 0);
    powers.push(power / (channels.length * LEVEL_BLOCK_SAMPLES));
  }
  powers.sort((a, b) => b - a);
  const active = powers.filter((power) => power > 0.001 * powers[0]);
  const loud = active.slice(0, Math.max(1, Math.ceil(active.length / 2)));
  return 10 * Math.log10(loud.reduce((a, b) => a + b, 0) / loud.length + 1e-12);
}

function blockPower(channel: Float32Array, start: number, end: number): number {
  let power = 0;
  for (let i = start; i < end; i++) power += channel[i] * channel[i];
  return power;
}

/** Gain by sample: the drive, less whatever keeps the peaks under the ceiling, smooth on both sides. */
function limiterGain(channels: readonly Float32Array[], drive: number): Float32Array {
  const samples = channels[0].length;
  const gain = new Float32Array(samples);
  const [left, right] = channels;
  for (let i = 0; i < samples; i++) {
    const peak = Math.max(Math.abs(left[i]), Math.abs(right[i])) * drive;
    gain[i] = peak > CEILING ? CEILING / peak : 1;
  }
  const fall = 1 / LOOKAHEAD_SAMPLES;
  let level = 1;
  for (let i = samples - 1; i >= 0; i--) {
    level = Math.min(gain[i], level + fall);
    gain[i] = level;
  }
  const rise = 1 - Math.exp(-1 / (RELEASE_SECONDS * SAMPLE_RATE_HZ));
  level = 1;
  for (let i = 0; i < samples; i++) {
    level = Math.min(gain[i], level + rise * (1 - level));
    gain[i] = level * drive;
  }
  return gain;
}
