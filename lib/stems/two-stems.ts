/** The song as voice and accompaniment. */
import type { Pcm } from '@/lib/audio/pcm';
import { INSTRUMENT_STEM_NAMES } from '@/lib/music/stem-names';
import type { Stems } from './stems';

export interface TwoStems {
  vocals: Pcm;
  instrumental: Pcm;
}

export function toTwoStems(stems: Stems): TwoStems {
  const { vocals } = stems;
  const channels = vocals.channels.map((channel, c) =>
    channel.map((_, i) =>
      INSTRUMENT_STEM_NAMES.reduce((sum, stem) => sum + stems[stem].channels[c][i], 0),
    ),
  );
  return { vocals, instrumental: { sampleRateHz: vocals.sampleRateHz, channels } };
}
