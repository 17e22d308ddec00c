/** The first half of a render: every stem stretched where needed and laid out over the remix, at its own level. */
import { type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { USUAL_HOPS } from '@/lib/audio/stretch/warp';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { otherSide, type SongSide, type StemName } from '@/lib/music/stem-names';
import type { SwingShift } from '@/lib/music/swing';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Stems } from '@/lib/stems/stems';
import { type Arrangement, arrange, type Lane } from './arrangement';
import { assembleBus } from './assemble-bus';
import type { BeatTimes } from './beat-times';
import type { RenderSong } from './check-material';
import type { Join } from './joins';
import { runMap } from './run-knots';
import { makeMaterial, type RunMap, type RunMaterial } from './run-material';
import type { SampleRange } from './sample-range';
import type { StemRun } from './stem-runs';
import { StretchCache } from './stretch-cache';
import { inOneChannel, localStretcher, type Stretcher, type StretchJob } from './stretch-jobs';
import { targetLine } from './target-line';
import type { SweepDirection } from './transitions';

/** Where stretched sound comes from. */
export interface StretchSource {
  /** Stretched material, shared by renders that are given the same one. */
  cache?: StretchCache;
  /** Who stretches what is not there yet; this thread where it is left out. */
  stretcher?: Stretcher;
  /** For measuring and not for ears: no more is stretched than is wanted, and fast. */
  isForOnce?: boolean;
  /** Stretched in one channel, in half the time: louder or quieter where the two differ. */
  isInOneChannel?: boolean;
}

export interface AssemblyRequest extends TaskOptions, StretchSource {
  plan: RemixPlan;
  songs: Record<SongSide, RenderSong>;
  /** The best where it is left out. */
  quality?: RenderQuality;
}

export interface Assembly {
  /** Stereo, all as long as the remix; a stem that the plan leaves out is silent. */
  buses: Stems;
  lanes: Lane[];
  grid: BeatTimes;
}

/** Length of the stretcher's blocks: short for attacks, long for low tones and chords. */
export const BLOCK_SECONDS: Readonly<Record<StemName, number>> = {
  vocals: 0.08,
  drums: 0.05,
  bass: 0.12,
  other: 0.1,
};

/** How much is spent on stretching; all else is the same. */
export const RENDER_QUALITIES = ['fast', 'best'] as const;
export type RenderQuality = (typeof RENDER_QUALITIES)[number];

/** Blocks that are begun half as often take half the time, and put attacks off their place by up to 0.7 ms. */
export const HOPS_PER_BLOCK: Readonly<Record<RenderQuality, number>> = {
  fast: 2,
  best: USUAL_HOPS,
};

/** Share of the time that stretching takes, for honest progress. */
const STRETCHED_AT = 0.85;

/** @throws SegueError `aborted`, and what {@link arrange} throws */
export async function assembleBuses(request: AssemblyRequest): Promise<Assembly> {
  const arrangement = arrange(request.plan, request.songs);
  const { lanes, grid, lengthSamples } = arrangement;
  const range = { fromSample: 0, toSample: lengthSamples };
  return { buses: await assembleRange(arrangement, range, request), lanes, grid };
}

/**
 * The buses over a part of the remix; only what is heard in it is stretched.
 * @throws SegueError `aborted`
 */
export async function assembleRange(
  arrangement: Arrangement,
  range: SampleRange,
  { songs, signal, onProgress, ...source }: Omit<AssemblyRequest, 'plan'>,
): Promise<Stems> {
  const { plan, lanes, grid, lengthSamples } = arrangement;
  const materials = await stretchRuns(arrangement, range, {
    songs,
    signal,
    onProgress,
    ...source,
  });
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
      range,
      sampleRateHz: SAMPLE_RATE_HZ,
      placeAt: (seconds) => {
        const beat = grid.beatAt(seconds);
        return {
          sweep: sweepDirection(plan, beat),
          beatSeconds: seconds - grid.at(beat - 1),
        };
      },
    });
  }
  return buses;
}

async function stretchRuns(
  { plan, lanes, grid, sources }: Arrangement,
  range: SampleRange,
  {
    songs,
    cache = new StretchCache(),
    stretcher = localStretcher,
    quality = 'best',
    isForOnce = false,
    isInOneChannel = false,
    signal,
    onProgress,
  }: Omit<AssemblyRequest, 'plan'>,
): Promise<Map<StemRun, RunMaterial>> {
  throwIfAborted(signal);
  const instrumental = otherSide(plan.vocalSong);
  let asked = 0;
  let done = 0;
  const stretch = async (whole: StretchJob) => {
    const job = isInOneChannel ? inOneChannel(whole) : whole;
    asked++;
    const pcm = await cache.getOrMake(job.key, () => stretcher.stretch(job, signal));
    done++;
    onProgress?.({ step: 'Fitting the tempo', fraction: (STRETCHED_AT * done) / asked });
    return pcm;
  };
  const materials = new Map<StemRun, RunMaterial>();
  // All are asked for at once, so that whoever stretches can do several side by side.
  const work = lanes.flatMap(({ runs, joins }) => {
    const { fromSeconds, toSeconds } = neededSpan(range, joins);
    return runs.map(async (run) => {
      const swing = runSwing(plan, run);
      const map = runMap(run, joins, grid, sources[run.song], swing);
      if (!isHeardBetween(map, fromSeconds, toSeconds)) return;
      const semitones = run.song === plan.vocalSong ? plan.key.vocalSemitones : 0;
      const material = await makeMaterial(songs[run.song].stems[run.stem], map, {
        settings: {
          semitones,
          blockSeconds: BLOCK_SECONDS[run.stem],
          hopsPerBlock: HOPS_PER_BLOCK[isForOnce ? 'fast' : quality],
        },
        line: targetLine(plan, run, songs[instrumental].analysis, sources[instrumental], swing),
        beats: sources[run.song],
        read: async (from, to) => songs[run.song].readStem?.(run.stem, from, to),
        stretch,
        fromSeconds,
        toSeconds,
        isForOnce,
      });
      materials.set(run, material);
    });
  });
  await Promise.all(work);
  return materials;
}

/** Only the song that sings is moved to the other's swing. */
function runSwing({ tempo, vocalSong }: RemixPlan, run: StemRun): SwingShift | null {
  return run.song === vocalSong ? (tempo.vocalSwing ?? null) : null;
}

/** The range with the whole of each change of which it holds a part: a sweep begins at its beginning. */
function neededSpan(
  { fromSample, toSample }: SampleRange,
  joins: readonly Join[],
): { fromSeconds: number; toSeconds: number } {
  let fromSeconds = fromSample / SAMPLE_RATE_HZ;
  let toSeconds = toSample / SAMPLE_RATE_HZ;
  for (const { startSeconds, endSeconds } of joins) {
    if (endSeconds <= fromSample / SAMPLE_RATE_HZ || startSeconds >= toSample / SAMPLE_RATE_HZ) {
      continue;
    }
    fromSeconds = Math.min(fromSeconds, startSeconds);
    toSeconds = Math.max(toSeconds, endSeconds);
  }
  return { fromSeconds, toSeconds };
}

function isHeardBetween({ lead, core, tail }: RunMap, from: number, to: number): boolean {
  const start = (lead[0] ?? core[0]).outputSeconds;
  const end = (tail[tail.length - 1] ?? core[core.length - 1]).outputSeconds;
  return end > from && start < to;
}

/** Into more energy the lows are thinned out, so that they come back with the beat; into less the highs go. */
function sweepDirection(plan: RemixPlan, beat: number): SweepDirection {
  const index = plan.sections.findIndex((section) => section.startBeat >= beat - 0.5);
  const after = plan.sections[index];
  const before = plan.sections[index - 1];
  return after && before && after.energyStart < before.energyEnd ? 'down' : 'up';
}
