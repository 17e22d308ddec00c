/** The demo pair as songs with finished stems, as if the user had dropped them. */
import type { Pcm } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import type { TaskOptions } from '@/lib/base/progress';
import { demoPair } from '@/lib/demo/demo-pair';
import { generateSong } from '@/lib/demo/generate-song';
import { type SongSide, STEM_NAMES } from '@/lib/music/stem-names';
import type { SongInput } from './song-input';

export interface DemoSong {
  input: SongInput;
  artist: string;
}

/** Composes and plays one song of the pair. Deterministic: the same song every time. */
export function demoSong(side: SongSide, options: TaskOptions): DemoSong {
  const spec = demoPair()[side];
  const song = generateSong(spec, undefined, options);
  const file = (name: string, pcm: Pcm) => ({
    name: `${spec.title} ${name}.wav`,
    read: async () => encodeWav(pcm, { bitDepth: 16 }),
  });
  return {
    artist: spec.artist,
    input: {
      title: spec.title,
      mix: file('mix', song.mix),
      stems: STEM_NAMES.map((stem) => ({ stem, file: file(stem, song.stems[stem]) })),
    },
  };
}
