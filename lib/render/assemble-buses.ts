/** The first half of a render: every stem stretched where needed and laid out over the remix, at its own level. */
import { type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { loadTimeStretcher } from '@/lib/audio/stretch/warp';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { otherSide, type SongSide, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Stems } from '@/lib/stems/stems';
import { assembleBus } from './assemble-bus';
import { BeatTimes } from './beat-times';
import { assertRenderable, type RenderSong } from './check-material';
import { type Join, stemJoins } from './joins';
import { remixGrid } from './remix-grid';
import { runMap } from './run-knots';
import { makeMaterial, type RunMaterial } from './run-material';
import { type StemRun, stemRuns } from './stem-runs';
import { StretchCache } from './stretch-cache';
import type { SweepDirection } from './transitions';

export interface AssemblyRequest extends TaskOptions {
  plan: RemixPlan;
  songs: Record<SongSide, RenderSong>;
  /** Stretched material, shared by renders that are given the same one. */
  cache?: StretchCache;
}

/** What a stem plays, from where to where. */
export interface Lane {
  stem: StemName;
  runs: StemRun[];
  joins: Join[];
}

export interface Assembly {
  /** Stereo, all as long as the remix; a stem that the plan leaves out is silent. */
  buses: Stems;
  lanes: Lane[];
  grid: BeatTimes;
}

/** Length of the stretcher's blocks: short for attacks, long for low tones and chords. */
const BLOCK_SECONDS: Readonly<Record<StemName, number>> = {
  vocals: 0.08,
  drums: 0.05,
  bass: 0.12,
  other: 0.1,
};

/** Share of the time that stretching takes, for honest progress. */
const STRETCHED_AT = 0.85;

/** @throws SegueError `aborted`, and what {@link assertRenderable} throws */
export async function assembleBuses(request: AssemblyRequest): Promise<Assembly> {
  const { plan, songs, signal, onProgress } = request;
  const sources = {
    a: new BeatTimes(songs.a.analysis.beatsSeconds),
    b: new BeatTimes(songs.b.analysis.beatsSeconds),
  };
  const grid = remixGrid(plan, sources[otherSide(plan.vocalSong)]);
  const lanes = STEM_NAMES.map((stem) => makeLane(plan, songs, grid, stem));
  assertRenderable(
    plan,
    lanes.flatMap(({ runs }) => runs),
    songs,
    grid,
    sources,
  );
  const materials = await stretchRuns(request, lanes, grid, sources);
  const lengthSamples = Math.round(grid.at(grid.lastBeat) * SAMPLE_RATE_HZ);
  const buses = {} as Record<StemName, Pcm>;
  for (const [index, { stem, joins }] of lanes.entries()) {
    throwIfAborted(signal);
    const fraction = STRETCHED_AT + ((1 - STRETCHED_AT) * index) / lanes.length;
    onProgress?.({ step: 'Laying out the parts', fraction });
    await breathe();
    buses[stem] = assembleBus({
      joins,
      materials,
      lengthSamples,
      sampleRateHz: SAMPLE_RATE_HZ,
      sweepAt: (seconds) => sweepDirection(plan, grid.beatAt(seconds)),
    });
  }
  return { buses, lanes, grid };
}

function makeLane(
  plan: RemixPlan,
  songs: Record<SongSide, RenderSong>,
  grid: BeatTimes,
  stem: StemName,
): Lane {
  const runs = stemRuns(plan, stem);
  const { vocalPhrases } = songs[plan.vocalSong].analysis;
  return { stem, runs, joins: stemJoins(plan, runs, grid, vocalPhrases) };
}

async function stretchRuns(
  { plan, songs, cache = new StretchCache(), signal, onProgress }: AssemblyRequest,
  lanes: readonly Lane[],
  grid: BeatTimes,
  sources: Record<SongSide, BeatTimes>,
): Promise<Map<StemRun, RunMaterial>> {
  const stretcher = await loadTimeStretcher();
  const materials = new Map<StemRun, RunMaterial>();
  const runs = lanes.flatMap(({ runs: those, joins }) => those.map((run) => ({ run, joins })));
  for (const [index, { run, joins }] of runs.entries()) {
    throwIfAborted(signal);
    onProgress?.({ step: 'Fitting the tempo', fraction: (STRETCHED_AT * index) / runs.length });
    await breathe();
    const map = runMap(run, joins, grid, sources[run.song]);
    const semitones = run.song === plan.vocalSong ? plan.key.vocalSemitones : 0;
    const settings = { semitones, blockSeconds: BLOCK_SECONDS[run.stem] };
    const source = songs[run.song].stems[run.stem];
    materials.set(run, makeMaterial(source, map, { stretcher, cache, settings }));
  }
  return materials;
}

/** Into more energy the lows are thinned out, so that they come back with the beat; into less the highs go. */
function sweepDirection(plan: RemixPlan, beat: number): SweepDirection {
  const index = plan.sections.findIndex((section) => section.startBeat >= beat - 0.5);
  const after = plan.sections[index];
  const before = plan.sections[index - 1];
  return after && before && after.energyStart < before.energyEnd ? 'down' : 'up';
}
