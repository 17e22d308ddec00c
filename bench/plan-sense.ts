/** Whether the plans for two songs make musical sense: the pair in the shared data, or any other. */
import { existsSync } from 'node:fs';
import { knownSong } from '@/cli/known-song';
import { SegueError } from '@/lib/base/errors';
import { type MusicalSense, measureSense } from '@/lib/plan/musical-sense';
import { planRemix } from '@/lib/studio/make-remix';

const DEFAULT_SONGS = ['../shared/data/songs/lithium', '../shared/data/songs/sodium'];
const PROMPTS = [
  '',
  'build slowly to a big drop',
  'straight in with the hook',
  'two minutes',
  'chill, gentle transitions',
  'pop',
  'house',
];
const SEEDS = [1, 2, 3];

/** Plans for some sentences and seeds, with each song singing where both can. */
export async function run(args: string[]): Promise<MusicalSense> {
  const paths = args.length === 2 ? args : DEFAULT_SONGS;
  const missing = paths.find((path) => !existsSync(path));
  if (missing) {
    throw new SegueError(
      'file-not-found',
      `There is no "${missing}". Give the paths of two songs.`,
    );
  }
  const songs = { a: await knownSong(paths[0]), b: await knownSong(paths[1]) };
  const plans = PROMPTS.flatMap((prompt) =>
    SEEDS.flatMap((seed) => planRemix({ songs, prompt, seed }).candidates),
  );
  const sense = measureSense(plans, songs);
  return Object.fromEntries(
    Object.entries(sense).map(([name, value]) => [name, Math.round(value * 1000) / 1000]),
  ) as unknown as MusicalSense;
}
