/** Songs for the tests, composed on the spot: no file lies in the repository. */
import type { Pcm } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { createRandom } from '@/lib/base/random';
import { demoPair } from '@/lib/demo/demo-pair';
import { generateSong } from '@/lib/demo/generate-song';
import type { SongSpec } from '@/lib/demo/song-spec';
import type { GeneratedSong } from '@/lib/demo/song-truth';
import { STEM_NAMES } from '@/lib/music/stem-names';

export interface TestFile {
  name: string;
  bytes: Uint8Array;
}

/** Sections that a shorter song can do without. */
const LEFT_OUT: readonly string[] = ['bridge', 'breakdown'];

/** A shorter song with a voice, and a shorter house track, that are not the demo pair. */
export function testSongs(): { sung: GeneratedSong; house: GeneratedSong } {
  const { a, b } = demoPair();
  return {
    sung: generateSong(shorter({ ...a, seed: 71, title: 'Copper Rain' })),
    house: generateSong(shorter({ ...b, seed: 72, title: 'Night Bus' })),
  };
}

/** Each kind of section once, and no longer than it has to be. */
function shorter(spec: SongSpec): SongSpec {
  const kept = spec.sections.filter(
    ({ label }, i, all) =>
      !LEFT_OUT.includes(label) && all.findIndex((one) => one.label === label) === i,
  );
  return { ...spec, sections: kept };
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

/** Clicks at 120 BPM in noise of its own, so that no two of them are the same song: a WAV file. */
export function clicks(seed: number, frequencyHz: number, seconds = 12): Uint8Array {
  const random = createRandom(seed);
  const left = Float32Array.from({ length: seconds * 44100 }, (_, i) => {
    const decay = Math.exp(-(i % 22050) / 900);
    return (
      0.3 * decay * Math.sin((2 * Math.PI * frequencyHz * i) / 44100) + 0.005 * random.normal()
    );
  });
  const pcm: Pcm = { sampleRateHz: 44100, channels: [left] };
  return encodeWav(pcm, { bitDepth: 16 });
}
