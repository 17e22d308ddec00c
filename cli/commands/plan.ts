/** `segue plan`: what would play when, without rendering anything. */
import { SegueError } from '@/lib/base/errors';
import type { SongSide } from '@/lib/music/stem-names';
import type { PlanningResult } from '@/lib/plan/make-plans';
import { planningTable, planTable } from '@/lib/plan/plan-tables';
import { type PlannableSong, planRemix } from '@/lib/studio/make-remix';
import type { Command } from '../arguments';
import { knownSong } from '../known-song';
import { printJson } from '../output';

export const planCommand: Command = {
  help: `
npm run segue -- plan A B [--prompt TEXT] [--seed N] [--show N] [--json]

A, B           a song each, as for "remix"; or what "analyze --json" wrote, as a .json file: then
               planning takes no time
--prompt TEXT  what to make of them
--seed N       a whole number (0 if left out); the same seed gives the same plans
--show N       candidate N section by section, with the bars that it borrows
--json         what was understood (intent), decided (decisions) and made (candidates), the
               rejected plans with the rules that they broke (rejected), and how often each
               was broken (violations), as JSON on standard output
`,
  options: {
    prompt: { type: 'string' },
    seed: { type: 'string' },
    show: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(args) {
    const [pathA, pathB] = args.exactly('A', 'B');
    const prompt = args.text('prompt') ?? '';
    const seed = args.wholeNumber('seed', 0);
    const shown = args.wholeNumber('show', 0);
    const songs = { a: await knownSong(pathA), b: await knownSong(pathB) };
    const result = planRemix({ songs, prompt, seed });
    if (args.flag('json')) printJson({ ...result, violations: countViolations(result) });
    else process.stdout.write(asText(result, songs, shown));
  },
};

function asText(result: PlanningResult, songs: Record<SongSide, PlannableSong>, shown: number) {
  const named = {
    a: { ...songs.a, artist: songs.a.artist ?? '' },
    b: { ...songs.b, artist: songs.b.artist ?? '' },
  };
  if (shown === 0) return planningTable(result, named);
  const plan = result.candidates[shown - 1];
  if (plan) return planTable(plan, named);
  throw new SegueError(
    'bad-arguments',
    `There is no candidate ${shown}: there are ${result.candidates.length}.`,
  );
}

function countViolations({ rejected }: PlanningResult): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of rejected.flatMap(({ violations }) => violations)) {
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
