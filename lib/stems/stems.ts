/** A song taken apart: four sounds of the same length that sum to the mix. */
import type { Pcm } from '@/lib/audio/pcm';
import type { StemName } from '@/lib/music/stem-names';

export type Stems = Record<StemName, Pcm>;

/** Who made the stems. */
export type StemEngine = 'finished' | 'quick' | 'htdemucs';

/** Hands out one stem at a time, so that not all need to be in memory: asking for the next gives the last one back. */
export type StemSource = (stem: StemName) => Pcm | Promise<Pcm>;

export function stemSource(stems: Stems): StemSource {
  return (stem) => stems[stem];
}
