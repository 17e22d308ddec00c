/** Sounds of which an analysis must not be sure: without a key, without a beat. */
import { analyzeSong } from '@/lib/analysis/analyze-song';
import type { Pcm } from '@/lib/audio/pcm';
import { corpusSpecs } from '@/lib/demo/corpus';
import { generateSong } from '@/lib/demo/generate-song';
import { generateNonMusic, nonMusicSpecs } from '@/lib/demo/non-music';
import { keyName } from '@/lib/music/key';
import { quickSeparate } from '@/lib/stems/quick-separation';

/** Genres whose drums are also heard without anything else. */
const DRUMS_OF = ['house', 'hip-hop', 'drum-and-bass', 'jersey-club'];

export interface BadInputFigures {
  sound: string;
  key: string;
  keyConfidence: number;
  beatConfidence: number;
}

export async function listenToBadInput(): Promise<BadInputFigures[]> {
  const sounds: { name: string; make: () => Pcm }[] = [
    ...nonMusicSpecs().map(({ id, spec }) => ({ name: id, make: () => generateNonMusic(spec) })),
    ...DRUMS_OF.flatMap((genre) => {
      const song = corpusSpecs().find(({ tags }) => tags.includes(genre));
      return song
        ? [{ name: `drums of ${genre}`, make: () => generateSong(song.spec).stems.drums }]
        : [];
    }),
  ];
  const figures: BadInputFigures[] = [];
  for (const { name, make } of sounds) {
    const mix = make();
    const { key, confidence } = await analyzeSong(mix, await quickSeparate(mix));
    figures.push({
      sound: name,
      key: keyName(key),
      keyConfidence: key.confidence,
      beatConfidence: Math.min(confidence.tempo, confidence.beats),
    });
    process.stderr.write(`${name}: ${keyName(key)} ${key.confidence.toFixed(2)} sure\n`);
  }
  return figures;
}
