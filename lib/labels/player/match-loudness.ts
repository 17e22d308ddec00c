/** Brings two excerpts to the same loudness, so that neither wins by being louder. */
import { dbToAmplitude } from '@/lib/audio/decibels';
import { measureLoudness } from '@/lib/audio/loudness';
import { masterTo } from '@/lib/audio/master';
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import type { LabelSide } from '../pairwise-label';

/** Source: the rating plan; a narrower tolerance than its 0.5 dB, since 0.2 LU can already be preferred. */
export const PREVIEW_LUFS = -12;
export const PREVIEW_CEILING_DBTP = -1;
export const MAX_DIFFERENCE_LU = 0.2;

export interface MatchedPair {
  /** The same objects that were handed in, cut to the same length and changed in place. */
  sounds: Record<LabelSide, Pcm>;
  /** Measured after matching. */
  loudnessLufs: Record<LabelSide, number>;
}

/**
 * Masters both to {@link PREVIEW_LUFS} under the ceiling. Where one cannot get there, the louder one is
 * turned down to it, since equal is worth more than loud.
 */
export function matchLoudness(sounds: Record<LabelSide, Pcm>): MatchedPair {
  const samples = Math.min(lengthSamples(sounds.a), lengthSamples(sounds.b));
  const loudnessLufs = { a: 0, b: 0 };
  for (const side of ['a', 'b'] as const) {
    const sound = sounds[side];
    sound.channels = sound.channels.map((channel) => channel.slice(0, samples));
    const target = { targetLufs: PREVIEW_LUFS, ceilingDbtp: PREVIEW_CEILING_DBTP };
    loudnessLufs[side] = masterTo(sound, target).report.integratedLufs;
  }
  const difference = loudnessLufs.a - loudnessLufs.b;
  if (Number.isFinite(difference) && Math.abs(difference) > MAX_DIFFERENCE_LU) {
    const louder = difference > 0 ? 'a' : 'b';
    const gain = dbToAmplitude(-Math.abs(difference));
    for (const channel of sounds[louder].channels) {
      for (let i = 0; i < samples; i++) channel[i] *= gain;
    }
    loudnessLufs[louder] = measureLoudness(sounds[louder]).integratedLufs;
  }
  return { sounds, loudnessLufs };
}
