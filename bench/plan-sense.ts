/** Whether the plans for two songs make musical sense: the pair in the shared data, or any other. */
import { knownSong } from '@/cli/known-song';
import { type MusicalSense, measureSense } from '@/lib/plan/musical-sense';
import { planRemix } from '@/lib/studio/make-remix';
import { twoSongPaths } from './real-songs';

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
  const [a, b] = twoSongPaths(args);
  const songs = { a: await knownSong(a), b: await knownSong(b) };
  const plans = PROMPTS.flatMap((prompt) =>
    SEEDS.flatMap((seed) => planRemix({ songs, prompt, seed }).candidates),
  );
  const sense = measureSense(plans, songs);
  return Object.fromEntries(
    Object.entries(sense).map(([name, value]) => [name, Math.round(value * 1000) / 1000]),
  ) as unknown as MusicalSense;
}
