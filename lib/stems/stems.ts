/** A song taken apart: four sounds of the same length that sum to the mix. */
import type { Pcm } from '@/lib/audio/pcm';
import type { StemName } from '@/lib/music/stem-names';

export type Stems = Record<StemName, Pcm>;

/** Who made the stems. */
export type StemEngine = 'finished' | 'quick' | 'htdemucs';
