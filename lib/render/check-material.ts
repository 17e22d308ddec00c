/** What a plan asks of its songs before anything is rendered: stems that are there, and in reach. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { lengthSamples } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import type { SongSide, StemName } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { STRETCH_LIMITS, stretchAmount } from '@/lib/plan/rules/tempo-rules';
import type { Stems } from '@/lib/stems/stems';
import type { BeatTimes } from './beat-times';
import type { StemRun } from './stem-runs';

/** What rendering needs of a song. */
export interface RenderSong {
  stems: Stems;
  analysis: SongAnalysis;
  /** Where stems are read as they are used: sees to it that a stem is there between two of its moments. */
  readStem?(stem: StemName, fromSeconds: number, toSeconds: number): Promise<void>;
}

/** A plan may end on the last beat of a song whose grid was found a beat short. */
const BEAT_TOLERANCE = 1.01;
/** A live tempo wanders round the ratio that the plan was checked with. */
const DRIFT_ALLOWANCE = 0.03;

const SONG_NAMES: Readonly<Record<SongSide, string>> = {
  a: 'the first song',
  b: 'the second song',
};

/**
 * @throws SegueError `stems-incomplete` where a stem is missing, `material-too-short` where a plan asks
 *   for beats that a song does not have, `tempo-out-of-reach` where a stem is stretched beyond its limit
 */
export function assertRenderable(
  plan: RemixPlan,
  runs: readonly StemRun[],
  songs: Record<SongSide, RenderSong>,
  grid: BeatTimes,
  sources: Record<SongSide, BeatTimes>,
): void {
  for (const run of runs) {
    assertStemPresent(run, songs[run.song]);
    assertInsideSource(plan, run, sources[run.song]);
    assertStretch(run, grid, sources[run.song]);
  }
}

function assertStemPresent({ stem, song }: StemRun, { stems }: RenderSong): void {
  if (stems[stem] && lengthSamples(stems[stem]) > 0) return;
  throw new SegueError(
    'stems-incomplete',
    `The remix needs the ${stem} of ${SONG_NAMES[song]}, which are missing. Add that stem, or let Segue separate the full song.`,
  );
}

function assertInsideSource(plan: RemixPlan, run: StemRun, source: BeatTimes): void {
  const endBeat = run.sourceBeat + (run.endBeat - run.startBeat) * run.sourceBeatsPerBeat;
  if (run.sourceBeat >= 0 && endBeat <= source.lastBeat + BEAT_TOLERANCE) return;
  const { label } = plan.sections[run.parts[0].section];
  throw new SegueError(
    'material-too-short',
    `In the ${label}, the plan asks for ${run.stem} up to beat ${Math.ceil(endBeat)} of ${SONG_NAMES[run.song]}, which has ${source.lastBeat}. Make the plan anew, or choose a longer song.`,
  );
}

function assertStretch(run: StemRun, grid: BeatTimes, source: BeatTimes): void {
  const { stem, startBeat, endBeat, sourceBeat } = run;
  const sourceEnd = sourceBeat + (endBeat - startBeat) * run.sourceBeatsPerBeat;
  const ratio =
    (grid.at(endBeat) - grid.at(startBeat)) / (source.at(sourceEnd) - source.at(sourceBeat));
  const amount = stretchAmount(ratio);
  if (amount <= limitOf(stem) + DRIFT_ALLOWANCE) return;
  throw new SegueError(
    'tempo-out-of-reach',
    `The ${stem} of ${SONG_NAMES[run.song]} would have to be stretched by ${Math.round(amount * 100)} %; at most ${Math.round(limitOf(stem) * 100)} % still sound right. Choose songs of closer tempo, or correct their tempo.`,
  );
}

function limitOf(stem: StemName): number {
  return STRETCH_LIMITS[stem].hard;
}
