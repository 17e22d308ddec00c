/** Songs of a folder with their true stems: `NAME.mix.flac` and `NAME.STEM.flac`. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import type { Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { Stems } from '@/lib/stems/stems';

/** In the shared data. */
export const SHARED_EXCERPTS = '../shared/data/excerpts';

export interface Excerpt {
  name: string;
  mix: Pcm;
  stems: Stems;
}

/** One after the other. @throws SegueError `file-not-found` */
export async function* readExcerpts(folder: string): AsyncGenerator<Excerpt> {
  if (!existsSync(folder)) {
    throw new SegueError(
      'file-not-found',
      `There is no folder "${folder}". Give one with NAME.mix.flac and NAME.vocals.flac and so on.`,
    );
  }
  const ending = '.mix.flac';
  for (const file of (await readdir(folder)).filter((entry) => entry.endsWith(ending))) {
    const name = file.slice(0, -ending.length);
    const read = async (part: string) => {
      const path = `${name}.${part}.flac`;
      return (await decodeAudio(await readFile(join(folder, path)), path)).pcm;
    };
    const stems = {} as Stems;
    for (const stem of STEM_NAMES) stems[stem] = await read(stem);
    yield { name, mix: await read('mix'), stems };
  }
}
