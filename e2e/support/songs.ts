/** Songs for the tests, composed on the spot: no file lies in the repository. */
import { encodeWav } from '@/lib/audio/wav';
import { demoPair } from '@/lib/demo/demo-pair';
import { generateSong } from '@/lib/demo/generate-song';
import type { GeneratedSong } from '@/lib/demo/song-truth';
import { STEM_NAMES } from '@/lib/music/stem-names';

export interface TestFile {
  name: string;
  bytes: Uint8Array;
}

/** A shorter song with a voice, and a shorter house track, that are not the demo pair. */
export function testSongs(): { sung: GeneratedSong; house: GeneratedSong } {
  const { a, b } = demoPair();
  return {
    sung: generateSong({ ...a, seed: 71, title: 'Copper Rain' }),
    house: generateSong({ ...b, seed: 72, title: 'Night Bus' }),
  };
}

export function mixFile(song: GeneratedSong): TestFile {
  return { name: `${song.title}.wav`, bytes: encodeWav(song.mix, { bitDepth: 16 }) };
}

export function stemFiles(song: GeneratedSong): TestFile[] {
  return STEM_NAMES.map((stem) => ({
    name: `${song.title} (${stem}).wav`,
    bytes: encodeWav(song.stems[stem], { bitDepth: 16 }),
  }));
}
