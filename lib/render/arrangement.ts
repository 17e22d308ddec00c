/** Who plays what when: a plan laid out in time over its two songs, before any sound is made. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { otherSide, type SongSide, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { BeatTimes } from './beat-times';
import { assertRenderable, type RenderSong } from './check-material';
import { type Join, stemJoins } from './joins';
import { remixGrid } from './remix-grid';
import { type StemRun, stemRuns } from './stem-runs';

/** What a stem plays, from where to where. */
export interface Lane {
  stem: StemName;
  runs: StemRun[];
  joins: Join[];
}

export interface Arrangement {
  plan: RemixPlan;
  lanes: Lane[];
  /** The remix's own beats. */
  grid: BeatTimes;
  /** The beats of the two songs. */
  sources: Record<SongSide, BeatTimes>;
  lengthSamples: number;
}

/** @throws SegueError what {@link assertRenderable} throws */
export function arrange(plan: RemixPlan, songs: Record<SongSide, RenderSong>): Arrangement {
  const sources = {
    a: new BeatTimes(songs.a.analysis.beatsSeconds),
    b: new BeatTimes(songs.b.analysis.beatsSeconds),
  };
  const grid = remixGrid(plan, sources[otherSide(plan.vocalSong)]);
  const { vocalPhrases } = songs[plan.vocalSong].analysis;
  const lanes = STEM_NAMES.map((stem) => {
    const runs = stemRuns(plan, stem);
    return { stem, runs, joins: stemJoins(plan, runs, grid, vocalPhrases) };
  });
  assertRenderable(
    plan,
    lanes.flatMap(({ runs }) => runs),
    songs,
    grid,
    sources,
  );
  const lengthSamples = Math.round(grid.at(grid.lastBeat) * SAMPLE_RATE_HZ);
  return { plan, lanes, grid, sources, lengthSamples };
}
