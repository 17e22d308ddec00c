/** From a plan, stems and analyses to a finished remix. */
import { dbToAmplitude } from '@/lib/audio/decibels';
import type { LoudnessReport } from '@/lib/audio/loudness';
import { masterTo } from '@/lib/audio/master';
import { durationSeconds, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { loadTimeStretcher } from '@/lib/audio/stretch/warp';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { SectionLabel } from '@/lib/music/section-labels';
import { otherSide, type SongSide, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Stems } from '@/lib/stems/stems';
import { assembleBus } from './assemble-bus';
import { busAutomation } from './automation';
import { BeatTimes } from './beat-times';
import { assertRenderable, type RenderSong } from './check-material';
import { type Join, stemJoins } from './joins';
import { mixBuses, sumBuses } from './mix';
import { remixGrid } from './remix-grid';
import { runMap } from './run-knots';
import { makeMaterial, type RunMaterial } from './run-material';
import { type StemRun, stemRuns } from './stem-runs';
import { StretchCache } from './stretch-cache';
import type { SweepDirection } from './transitions';

export interface RenderRequest extends TaskOptions {
  plan: RemixPlan;
  songs: Record<SongSide, RenderSong>;
  /** Stretched material, shared by renders that are given the same one. */
  cache?: StretchCache;
}

export interface MixdownSection {
  label: SectionLabel;
  startSeconds: number;
  endSeconds: number;
}

/** A rendered remix. */
export interface Mixdown {
  /** Mastered stereo. */
  pcm: Pcm;
  /** Each bus after mixing and before the limiter: together they are what went into it. */
  buses: Stems;
  loudness: LoudnessReport;
  /** A sentence where the loudness asked for was not reached, else null. */
  loudnessMissedBecause: string | null;
  /** The remix's beat grid with its closing beat. */
  beatsSeconds: number[];
  sections: MixdownSection[];
}

/** True-peak ceiling of every master. Source: the mixing rules. */
export const CEILING_DBTP = -1;

/** Length of the stretcher's blocks: short for attacks, long for low tones and chords. */
const BLOCK_SECONDS: Readonly<Record<StemName, number>> = {
  vocals: 0.08,
  drums: 0.05,
  bass: 0.12,
  other: 0.1,
};

/** Shares of the time that the steps take, for honest progress. */
const STRETCHED_AT = 0.6;
const ASSEMBLED_AT = 0.7;
const MIXED_AT = 0.85;

/**
 * Renders a plan. The same plan and songs give the same bytes, with or without a cache.
 * @throws SegueError `aborted`, and what {@link assertRenderable} throws
 */
export async function renderRemix(request: RenderRequest): Promise<Mixdown> {
  const { plan, songs, signal, onProgress, cache = new StretchCache() } = request;
  const sources = {
    a: new BeatTimes(songs.a.analysis.beatsSeconds),
    b: new BeatTimes(songs.b.analysis.beatsSeconds),
  };
  const instrumental = otherSide(plan.vocalSong);
  const grid = remixGrid(plan, sources[instrumental]);
  const lanes = STEM_NAMES.map((stem) => makeLane(plan, songs, grid, stem));
  const runs = lanes.flatMap((lane) => lane.runs);
  assertRenderable(plan, runs, songs, grid, sources);

  const stretcher = await loadTimeStretcher();
  const materials = new Map<StemRun, RunMaterial>();
  for (const [index, run] of runs.entries()) {
    throwIfAborted(signal);
    onProgress?.({ step: 'Fitting the tempo', fraction: (STRETCHED_AT * index) / runs.length });
    await breathe();
    const { joins } = lanes[STEM_NAMES.indexOf(run.stem)];
    const map = runMap(run, joins, grid, sources[run.song]);
    const semitones = run.song === plan.vocalSong ? plan.key.vocalSemitones : 0;
    const settings = { semitones, blockSeconds: BLOCK_SECONDS[run.stem] };
    const source = songs[run.song].stems[run.stem];
    materials.set(run, makeMaterial(source, map, { stretcher, cache, settings }));
  }

  const lengthSamples = Math.round(grid.at(grid.lastBeat) * SAMPLE_RATE_HZ);
  const buses = {} as Stems;
  for (const lane of lanes) {
    throwIfAborted(signal);
    onProgress?.({ step: 'Laying out the parts', fraction: STRETCHED_AT });
    await breathe();
    buses[lane.stem] = assembleBus({
      joins: lane.joins,
      materials,
      lengthSamples,
      sampleRateHz: SAMPLE_RATE_HZ,
      sweepAt: (seconds) => sweepDirection(plan, grid.beatAt(seconds)),
    });
  }

  onProgress?.({ step: 'Mixing', fraction: ASSEMBLED_AT });
  await breathe();
  throwIfAborted(signal);
  mixBuses({
    buses,
    automation: automationOf(plan, lanes, grid),
    kickPattern: songs[instrumental].analysis.groove?.kickPattern ?? null,
  });

  onProgress?.({ step: 'Mastering', fraction: MIXED_AT });
  await breathe();
  throwIfAborted(signal);
  const master = masterTo(sumBuses(buses), {
    targetLufs: plan.targetLufs,
    ceilingDbtp: CEILING_DBTP,
  });
  for (const stem of STEM_NAMES) scale(buses[stem], dbToAmplitude(master.appliedGainDb));
  onProgress?.({ step: 'Mastering', fraction: 1 });
  return {
    pcm: master.pcm,
    buses,
    loudness: master.report,
    loudnessMissedBecause: master.missedBecause,
    beatsSeconds: [...grid.seconds],
    sections: sectionsOf(plan, grid, durationSeconds(master.pcm)),
  };
}

/** What a stem plays, from where to where. */
interface Lane {
  stem: StemName;
  runs: StemRun[];
  joins: Join[];
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

function automationOf(plan: RemixPlan, lanes: readonly Lane[], grid: BeatTimes) {
  return Object.fromEntries(
    lanes.map(({ stem, runs, joins }) => [stem, busAutomation(plan, runs, joins, grid)]),
  ) as Record<StemName, ReturnType<typeof busAutomation>>;
}

/** Into more energy the lows are thinned out, so that they come back with the beat; into less the highs go. */
function sweepDirection(plan: RemixPlan, beat: number): SweepDirection {
  const index = plan.sections.findIndex((section) => section.startBeat >= beat - 0.5);
  const after = plan.sections[index];
  const before = plan.sections[index - 1];
  return after && before && after.energyStart < before.energyEnd ? 'down' : 'up';
}

function sectionsOf(plan: RemixPlan, grid: BeatTimes, endSeconds: number): MixdownSection[] {
  return plan.sections.map(({ label, startBeat, lengthBeats }) => ({
    label,
    startSeconds: grid.at(startBeat),
    endSeconds: Math.min(grid.at(startBeat + lengthBeats), endSeconds),
  }));
}

function scale(pcm: Pcm, gain: number): void {
  for (const channel of pcm.channels) {
    for (let i = 0; i < channel.length; i++) channel[i] *= gain;
  }
}
