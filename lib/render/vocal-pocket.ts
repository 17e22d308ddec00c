/**
 * The vocal pocket: while the voice sounds, the instruments give way where it is understood, from 2 to
 * 5 kHz, and nowhere else; a dull voice is brightened there.
 */
import { bandpass, filterPair, peaking } from '@/lib/audio/biquad';
import { dbToAmplitude } from '@/lib/audio/decibels';
import { isSilent, type Pcm } from '@/lib/audio/pcm';
import { blockPower, CONTROL_BLOCK, percentileOfPositive, smooth } from './level-follower';

/** Geometric middle of 2 and 5 kHz, and the quality that puts -3 dB of the band on both. */
const CENTRE_HZ = Math.sqrt(2000 * 5000);
const QUALITY = CENTRE_HZ / (5000 - 2000);
/** At the centre; some 3 dB over the whole band. Source: 2 to 4 dB in the mixing rules. */
const DEPTH_DB = 4;
const ATTACK_SECONDS = 0.008;
const RELEASE_SECONDS = 0.16;
/** The voice opens the pocket from so far under its usual level (95th percentile) on, and fully so much above. */
const OPENS_UNDER_DB = 30;
const FULL_ABOVE_DB = 12;

/** Under this ratio of voice to instruments in the band a voice is masked; aimed at with a brighter voice. Source: -3 dB in the mixing rules, before the pocket. */
const AUDIBLE_RATIO_DB = -2;
/** A voice brightened by more than this sounds like a telephone. */
const MAX_PRESENCE_DB = 4;
const PRESENCE_QUALITY = 0.8;
/** A pocket this little open takes away less than -100 dB. */
const SHUT = 1e-5;
/** Below this a filter's memory only costs time. */
const DENORMAL_GUARD = 1e-25;

/** Brightens a voice, in place, that its instruments mask in the band. */
export function liftPresence(voice: Pcm, instruments: readonly Pcm[]): void {
  const { voicePower, maskerPower } = bandPower(voice, instruments);
  applyPresence(voice, presenceGainDb(voicePower, maskerPower));
}

/**
 * What a voice lacks in the band, dB, 0 or more.
 * @param voicePower power in the band by block of time, of any length
 * @param maskerPower the same of all that masks it
 */
export function presenceGainDb(
  voicePower: Float32Array | Float64Array,
  maskerPower: Float32Array | Float64Array,
): number {
  const soundsAbove = percentileOfPositive(voicePower, 0.95) / 100;
  let heard = 0;
  let masking = 0;
  for (let block = 0; block < voicePower.length; block++) {
    if (voicePower[block] <= soundsAbove) continue;
    heard += voicePower[block];
    masking += maskerPower[block];
  }
  if (heard === 0 || masking === 0) return 0;
  const lackDb = AUDIBLE_RATIO_DB - 10 * Math.log10(heard / masking);
  return Math.min(Math.max(lackDb, 0), MAX_PRESENCE_DB);
}

/** Brightens a voice in place. */
export function applyPresence(voice: Pcm, gainDb: number): void {
  if (gainDb <= 0) return;
  const bell = peaking(voice.sampleRateHz, CENTRE_HZ, gainDb, PRESENCE_QUALITY);
  filterPair(bell, voice.channels[0], voice.channels[1]);
}

/** How much of a frequency's power lies in the band, 0 to 1. */
export function presenceShare(frequencyHz: number): number {
  const detune = QUALITY * (frequencyHz / CENTRE_HZ - CENTRE_HZ / frequencyHz);
  return 1 / (1 + detune * detune);
}

/** Power in the band by control block, of the voice and of what plays with it; 0 where nobody sings. */
function bandPower(
  voice: Pcm,
  instruments: readonly Pcm[],
): { voicePower: Float32Array; maskerPower: Float32Array } {
  const { length } = voice.channels[0];
  const { b0, a1, a2 } = bandpass(voice.sampleRateHz, CENTRE_HZ, QUALITY);
  const voicePower = new Float32Array(Math.ceil(length / CONTROL_BLOCK));
  const maskerPower = new Float32Array(voicePower.length);
  const [voiceLeft, voiceRight] = voice.channels;
  const played = new Float64Array(CONTROL_BLOCK);
  // As in `openPocket`; a pause of the voice is long enough for what plays to be forgotten.
  let v1 = 0;
  let v2 = 0;
  let m1 = 0;
  let m2 = 0;
  for (let block = 0; block < voicePower.length; block++) {
    const start = block * CONTROL_BLOCK;
    const end = Math.min(start + CONTROL_BLOCK, length);
    const isAtRest = v1 === 0 && v2 === 0;
    if (isAtRest && isSilent(voiceLeft, start, end) && isSilent(voiceRight, start, end)) continue;
    played.fill(0);
    for (const { channels } of instruments) addSides(played, channels[0], channels[1], start, end);
    let voiceSum = 0;
    let maskerSum = 0;
    const count = end - start;
    for (let i = 0, at = start; i < count; i++, at++) {
      // The middle of left and right.
      const sung = 0.5 * b0 * (voiceLeft[at] + voiceRight[at]);
      const masking = 0.5 * b0 * played[i];
      const voiced = sung + v1;
      const masked = masking + m1;
      v1 = v2 - a1 * voiced;
      m1 = m2 - a1 * masked;
      v2 = -sung - a2 * voiced;
      m2 = -masking - a2 * masked;
      voiceSum += voiced * voiced;
      maskerSum += masked * masked;
    }
    if (Math.abs(v1) + Math.abs(v2) < DENORMAL_GUARD) v1 = v2 = 0;
    if (Math.abs(m1) + Math.abs(m2) < DENORMAL_GUARD) m1 = m2 = 0;
    voicePower[block] = voiceSum / count;
    maskerPower[block] = maskerSum / count;
  }
  return { voicePower, maskerPower };
}

/** Adds left and right. */
function addSides(
  sum: Float64Array,
  left: Float32Array,
  right: Float32Array,
  start: number,
  end: number,
): void {
  for (let i = start, at = 0; i < end; i++, at++) sum[at] += left[i] + right[i];
}

/**
 * How far the pocket is open, 0 to 1, by control block.
 * @param usualPower the least that counts as the voice's usual level, where only a part of it is given
 */
export function pocketControl(voice: Pcm, usualPower = 0): Float32Array {
  const power = blockPower(voice);
  const usual = Math.max(percentileOfPositive(power, 0.95), usualPower);
  const opensAt = usual * 10 ** (-OPENS_UNDER_DB / 10);
  const control = power.map((value) => {
    if (value <= opensAt) return 0;
    return Math.min((10 * Math.log10(value / opensAt)) / FULL_ABOVE_DB, 1);
  });
  smooth(control, voice.sampleRateHz, ATTACK_SECONDS, RELEASE_SECONDS);
  return control;
}

/** Opens the pocket in an instrument's bus, in place. */
export function openPocket({ channels, sampleRateHz }: Pcm, control: Float32Array): void {
  const depth = 1 - dbToAmplitude(-DEPTH_DB);
  const [left, right] = channels;
  const { b0, a1, a2 } = bandpass(sampleRateHz, CENTRE_HZ, QUALITY);
  // A band-pass has b1 = 0 and b2 = -b0. Both channels at once: neither waits for the other.
  let l1 = 0;
  let l2 = 0;
  let r1 = 0;
  let r2 = 0;
  for (let block = 0; block < control.length; block++) {
    const start = block * CONTROL_BLOCK;
    const end = Math.min(start + CONTROL_BLOCK, left.length);
    let amount = depth * control[block];
    const next = depth * control[Math.min(block + 1, control.length - 1)];
    const step = (next - amount) / (end - start);
    // Shut for longer than the filter remembers: it begins anew when the voice comes.
    if (amount < SHUT && next < SHUT) {
      l1 = l2 = r1 = r2 = 0;
      continue;
    }
    for (let i = start; i < end; i++, amount += step) {
      const xl = left[i];
      const xr = right[i];
      const yl = b0 * xl + l1;
      const yr = b0 * xr + r1;
      l1 = l2 - a1 * yl;
      r1 = r2 - a1 * yr;
      l2 = -b0 * xl - a2 * yl;
      r2 = -b0 * xr - a2 * yr;
      left[i] = xl - amount * yl;
      right[i] = xr - amount * yr;
    }
    if (Math.abs(l1) + Math.abs(l2) < DENORMAL_GUARD) l1 = l2 = 0;
    if (Math.abs(r1) + Math.abs(r2) < DENORMAL_GUARD) r1 = r2 = 0;
  }
}
