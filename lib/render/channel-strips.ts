/** Channel strips: what each bus goes through by itself, before its level is set. */
import { filterPair, highpass } from '@/lib/audio/biquad';
import { isSilent, type Pcm } from '@/lib/audio/pcm';
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

/** Samples between two looks at whether a filter's memory has died away, and what counts as dead. */
const BLOCK = 1024;
const DENORMAL_GUARD = 1e-25;

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
  let firstWide = 0;
  while (firstWide < left.length && left[firstWide] === right[firstWide]) firstWide++;
  const { b0, b1, b2, a1, a2 } = highpass(sampleRateHz, MONO_BELOW_HZ);
  let s1 = 0;
  let s2 = 0;
  for (let start = firstWide; start < left.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, left.length);
    const isAtRest = s1 === 0 && s2 === 0;
    if (isAtRest && isSilent(left, start, end) && isSilent(right, start, end)) continue;
    for (let i = start; i < end; i++) {
      const side = 0.5 * (left[i] - right[i]);
      const narrowed = b0 * side + s1;
      s1 = b1 * side - a1 * narrowed + s2;
      s2 = b2 * side - a2 * narrowed;
      const removed = side - narrowed;
      left[i] -= removed;
      right[i] += removed;
    }
    if (Math.abs(s1) + Math.abs(s2) < DENORMAL_GUARD) s1 = s2 = 0;
  }
}
