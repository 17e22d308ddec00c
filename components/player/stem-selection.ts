/** Which stems are heard: solo wins over all the others, mute over solo. */
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';

export interface StemSelection {
  solo: readonly StemName[];
  mute: readonly StemName[];
}

/** The finished mix, or the stems that are selected. */
export type HeardSound = 'mix' | 'stems';

export const ALL_STEMS: StemSelection = { solo: [], mute: [] };

export function isHeard({ solo, mute }: StemSelection, stem: StemName): boolean {
  return !mute.includes(stem) && (solo.length === 0 || solo.includes(stem));
}

/** Whether the whole is heard, so that the finished mix can be played in place of its parts. */
export function isEverythingHeard(selection: StemSelection): boolean {
  return STEM_NAMES.every((stem) => isHeard(selection, stem));
}

export function toggled(stems: readonly StemName[], stem: StemName): StemName[] {
  return stems.includes(stem) ? stems.filter((other) => other !== stem) : [...stems, stem];
}
