/** Channel strips: what each bus goes through by itself, before its level is set. */
import { BiquadFilter, filterPair, highpass } from '@/lib/audio/biquad';
import type { Pcm } from '@/lib/audio/pcm';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { Stems } from '@/lib/stems/stems';

/** Corner of each stem's high-pass, second order; null = left alone. Source: the mixing rules. */
export const HIGHPASS_HZ: Readonly<Record<StemName, number | null>> = {
  vocals: 100,
  drums: null,
  bass: 30,
  other: 150,
};

/** Under this, lows are in the middle: wide bass eats level and cancels where a room sums to mono. */
const MONO_BELOW_HZ = 120;

/** Filters every bus in place. */
export function applyChannelStrips(buses: Stems): void {
  for (const stem of STEM_NAMES) {
    const corner = HIGHPASS_HZ[stem];
    if (corner !== null) applyHighpass(buses[stem], corner);
    if (corner === null || corner < MONO_BELOW_HZ) centreLows(buses[stem]);
  }
}

function applyHighpass({ channels, sampleRateHz }: Pcm, cornerHz: number): void {
  filterPair(highpass(sampleRateHz, cornerHz), channels[0], channels[1]);
}

/** Takes the lows out of the difference of left and right; a bus without a difference stays as it is. */
export function centreLows({ channels: [left, right], sampleRateHz }: Pcm): void {
  const side = new Float32Array(left.length);
  let isWide = false;
  for (let i = 0; i < side.length; i++) {
    side[i] = 0.5 * (left[i] - right[i]);
    isWide ||= side[i] !== 0;
  }
  if (!isWide) return;
  const narrowed = side.slice();
  new BiquadFilter(highpass(sampleRateHz, MONO_BELOW_HZ)).processBlock(narrowed);
  for (let i = 0; i < side.length; i++) {
    const removed = side[i] - narrowed[i];
    left[i] -= removed;
    right[i] += removed;
  }
}
