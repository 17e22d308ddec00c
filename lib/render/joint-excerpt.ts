/**
 * The moments of a remix that tell most about how it sounds, rendered without the rest: around the way into
 * its strongest section, and around the joints at which energy changes most. Laid end to end, with the
 * places of the joints.
 */
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { peakSection } from '@/lib/plan/plan-measures';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import {
  type AudiblePlan,
  type RangeOptions,
  renderSplitRange,
  type SplitRange,
} from './render-range';
import type { SampleRange } from './sample-range';

export interface JointExcerpt {
  /** Each mixed to one channel, as long as each other. */
  master: Float32Array;
  vocals: Float32Array;
  instruments: Float32Array;
  /** In the excerpt. */
  boundariesSeconds: number[];
  peak: { startSeconds: number; endSeconds: number };
}

/** Heard before and after a joint. */
const SIDE_SECONDS = 3;
const MOST_JOINTS = 3;

/** @throws SegueError `aborted` */
export async function renderJoints(
  audible: AudiblePlan,
  options: RangeOptions = {},
): Promise<JointExcerpt> {
  const { plan, grid, lengthSamples: end } = audible.arrangement;
  const side = SIDE_SECONDS * SAMPLE_RATE_HZ;
  const joints = tellingJoints(plan).map((beat) => Math.round(grid.at(beat) * SAMPLE_RATE_HZ));
  const ranges = merged(
    joints.map((at) => ({
      fromSample: Math.max(0, at - side),
      toSample: Math.min(end, at + side),
    })),
  );
  const parts: SplitRange[] = [];
  for (const range of ranges) parts.push(await renderSplitRange(audible, range, options));
  const place = (sample: number) => placeIn(ranges, sample) / SAMPLE_RATE_HZ;
  const peakAt = Math.round(grid.at(peakSection(plan.sections).startBeat) * SAMPLE_RATE_HZ);
  const instruments = STEM_NAMES.filter((stem) => stem !== 'vocals');
  return {
    master: mono(parts, ({ master }) => [master]),
    vocals: mono(parts, ({ buses }) => [buses.vocals]),
    instruments: mono(parts, ({ buses }) => instruments.map((stem: StemName) => buses[stem])),
    boundariesSeconds: joints.filter((at) => at > 0).map(place),
    peak: { startSeconds: place(peakAt), endSeconds: place(peakAt) + SIDE_SECONDS },
  };
}

/** Beats at which the strongest section and those with the largest steps in energy begin, in order. */
function tellingJoints({ sections }: RemixPlan): number[] {
  const peak = peakSection(sections);
  const steps = sections
    .map((section, i) => ({
      section,
      step: i === 0 ? 0 : Math.abs(section.energyStart - sections[i - 1].energyEnd),
    }))
    .filter(({ section }, i) => i > 0 && section !== peak)
    .sort((one, other) => other.step - one.step);
  return [peak, ...steps.slice(0, MOST_JOINTS - 1).map(({ section }) => section)]
    .map(({ startBeat }) => startBeat)
    .sort((one, other) => one - other);
}

/** Ranges in order, those that overlap as one. */
function merged(ranges: readonly SampleRange[]): SampleRange[] {
  const result: SampleRange[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last && range.fromSample <= last.toSample) last.toSample = range.toSample;
    else result.push({ ...range });
  }
  return result;
}

/** Where a sample of the remix lies once the ranges are laid end to end. */
function placeIn(ranges: readonly SampleRange[], sample: number): number {
  let passed = 0;
  for (const { fromSample, toSample } of ranges) {
    if (sample <= toSample) return passed + Math.max(0, sample - fromSample);
    passed += toSample - fromSample;
  }
  return passed;
}

function mono(parts: readonly SplitRange[], sounds: (part: SplitRange) => Pcm[]): Float32Array {
  const total = parts.reduce((sum, { master }) => sum + lengthSamples(master), 0);
  const mixed = new Float32Array(total);
  let start = 0;
  for (const part of parts) {
    for (const { channels } of sounds(part)) {
      const share = 1 / channels.length;
      for (const channel of channels) {
        for (let i = 0; i < channel.length; i++) mixed[start + i] += share * channel[i];
      }
    }
    start += lengthSamples(part.master);
  }
  return mixed;
}
