/**
 * Stretching as jobs: each holds all that it needs, so that the same job gives the same bytes wherever and
 * whenever it is done, and its key names the result for every plan that asks again.
 */
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import type { TimeKnot } from '@/lib/audio/stretch/time-map';
import { loadTimeStretcher, USUAL_HOPS, type WarpSettings } from '@/lib/audio/stretch/warp';
import { breathe, throwIfAborted } from '@/lib/base/progress';
import { contentHash } from './content-hash';

export interface StretchJob {
  /** The sound with what is heard of it before and after. */
  excerpt: Pcm;
  /** Input times count from the start of the excerpt, output times from 0. */
  knots: readonly TimeKnot[];
  settings: WarpSettings;
  /** Names the result: a hash of all the above. */
  key: string;
}

/** Does jobs: here, or in workers. */
export interface Stretcher {
  /** @throws SegueError `aborted` */
  stretch(job: StretchJob, signal?: AbortSignal): Promise<Pcm>;
}

/** What the stretcher hears before and after a part has a say in its sound: two blocks at twice the speed. */
export const CONTEXT_SECONDS = 0.5;
/** Times are rounded to so much, so that the same map is the same job wherever it lies. */
const TIME_STEP_SECONDS = 1e-7;

/** @param knots in seconds of the source and of any time line */
export function stretchJob(
  source: Pcm,
  knots: readonly TimeKnot[],
  settings: WarpSettings,
): StretchJob {
  const { sampleRateHz } = source;
  const first = knots[0];
  const fromSample = Math.floor((first.inputSeconds - CONTEXT_SECONDS) * sampleRateHz);
  const lastSeconds = knots[knots.length - 1].inputSeconds + CONTEXT_SECONDS;
  const toSample = Math.min(Math.ceil(lastSeconds * sampleRateHz), lengthSamples(source));
  // Before the start of a source there is silence: the excerpt begins with the sound.
  const start = Math.max(fromSample, 0);
  const excerpt = {
    sampleRateHz,
    channels: source.channels.map((channel) => channel.subarray(start, Math.max(toSample, start))),
  };
  const moved = knots.map(({ inputSeconds, outputSeconds }) => ({
    inputSeconds: roundTime(inputSeconds - start / sampleRateHz),
    outputSeconds: roundTime(outputSeconds - first.outputSeconds),
  }));
  const key = contentHash(excerpt, 0, lengthSamples(excerpt), [
    settings.semitones,
    settings.blockSeconds,
    settings.hopsPerBlock ?? USUAL_HOPS,
    ...moved.flatMap(({ inputSeconds, outputSeconds }) => [inputSeconds, outputSeconds]),
  ]);
  return { excerpt, knots: moved, settings, key };
}

/** The same job on the mean of the channels, in half the time. */
export function inOneChannel(job: StretchJob): StretchJob {
  const { channels, sampleRateHz } = job.excerpt;
  const [left, right] = channels;
  if (right === undefined) return job;
  const mean = left.map((value, i) => 0.5 * (value + right[i]));
  return { ...job, excerpt: { sampleRateHz, channels: [mean] }, key: `${job.key} in one channel` };
}

/** Does jobs one by one on this thread. */
export const localStretcher: Stretcher = {
  async stretch({ excerpt, knots, settings }, signal) {
    const stretcher = await loadTimeStretcher();
    await breathe();
    throwIfAborted(signal);
    return stretcher.warp(excerpt, knots, settings);
  },
};

function roundTime(seconds: number): number {
  return Math.round(seconds / TIME_STEP_SECONDS) * TIME_STEP_SECONDS;
}
