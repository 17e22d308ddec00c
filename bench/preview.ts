/**
 * How soon something is heard, with stems and analyses at hand: from the sentence to the first bars of the first
 * plan, and until the first bars of all candidates are there. One thread; processor time, so that other work on
 * the machine does not count.
 */
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { beatRange, calibrate, makeAudible, renderRange } from '@/lib/render/render-range';
import { StretchCache } from '@/lib/render/stretch-cache';
import { planRemix } from '@/lib/studio/make-remix';
import type { PreparedSong } from '@/lib/studio/prepare-song';
import { twoRealSongs } from './real-songs';

const CANDIDATES = 10;
/** As much as the player asks for at a time. */
const PART_BARS = 4;

/** Measures the two songs given by path, or the pair in the shared data. */
export async function run(args: string[]) {
  const songs = await twoRealSongs(args);
  const { a, b } = songs;
  const figures = [];
  for (const prompt of [`${a.title} vocals over ${b.title}`, `${b.title} vocals over ${a.title}`]) {
    figures.push(await measure(songs, prompt));
  }
  return figures;
}

async function measure(songs: Record<'a' | 'b', PreparedSong>, prompt: string) {
  const start = process.cpuUsage();
  const seconds = () => {
    const { user, system } = process.cpuUsage(start);
    return Math.round((user + system) / 1e4) / 100;
  };
  const cache = new StretchCache();
  const plans = planRemix({ songs, prompt, seed: 1 }).candidates.slice(0, CANDIDATES);
  const plannedSeconds = seconds();
  // What is measured of one plan holds for all with the same voice and loudness.
  const correctionDb = await calibrate(makeAudible(plans[0], songs), { cache });
  const hearFirstBars = async (plan: RemixPlan) => {
    const audible = makeAudible(plan, songs, correctionDb);
    const beats = PART_BARS * songs.a.analysis.beatsPerBar;
    await renderRange(audible, beatRange(audible.arrangement, 0, beats), { cache });
  };
  await hearFirstBars(plans[0]);
  const firstSoundSeconds = seconds();
  for (const plan of plans.slice(1)) await hearFirstBars(plan);
  return {
    prompt,
    plannedSeconds,
    firstSoundSeconds,
    candidates: plans.length,
    allSeconds: seconds(),
  };
}
