/** Gain over time: the level that a plan asks of each bus, as straight lines in decibels. */
import { dbToAmplitude } from '@/lib/audio/decibels';
import { isSilent, type Pcm } from '@/lib/audio/pcm';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { BeatTimes } from './beat-times';
import type { Join } from './joins';
import type { StemRun } from './stem-runs';

export interface GainPoint {
  seconds: number;
  gainDb: number;
}

/** Energy moves inside a section too: this many dB from no energy to a peak, for instruments and voice. */
const ENERGY_RANGE_DB = { instruments: 4, voice: 2 } as const;
/** A level changes over so long at a border without a fade: no click, and there when the beat comes. */
const STEP_SECONDS = 0.03;
/** Gain is worked out this often and straight between: 1.5 ms. */
const BLOCK = 64;

/**
 * The gain of a bus: the plan's for each section, moved by the section's energy and by a gain of the
 * section as a whole. Empty where the bus is silent throughout.
 */
export function busAutomation(
  plan: RemixPlan,
  runs: readonly StemRun[],
  joins: readonly Join[],
  grid: BeatTimes,
  sectionGainsDb: readonly number[],
): GainPoint[] {
  const points: GainPoint[] = [];
  for (const run of runs) {
    for (const part of run.parts) {
      const section = plan.sections[part.section];
      const range = run.stem === 'vocals' ? ENERGY_RANGE_DB.voice : ENERGY_RANGE_DB.instruments;
      const gainAt = (beat: number) => {
        const share = (beat - section.startBeat) / section.lengthBeats;
        const energy = section.energyStart + share * (section.energyEnd - section.energyStart);
        return part.gainDb + sectionGainsDb[part.section] + range * (energy - 0.5);
      };
      const startSeconds = grid.at(part.startBeat);
      const endSeconds = grid.at(part.endBeat);
      const fade = joins.find((join) => isFadeAround(join, startSeconds));
      const before = points[points.length - 1];
      if (before && before.seconds > startSeconds - STEP_SECONDS) {
        before.seconds = Math.min(
          fade?.startSeconds ?? startSeconds - STEP_SECONDS,
          before.seconds,
        );
      }
      points.push({ seconds: fade?.endSeconds ?? startSeconds, gainDb: gainAt(part.startBeat) });
      points.push({ seconds: endSeconds, gainDb: gainAt(part.endBeat) });
    }
  }
  for (let i = 1; i < points.length; i++) {
    points[i].seconds = Math.max(points[i].seconds, points[i - 1].seconds);
  }
  return points;
}

function isFadeAround(join: Join, seconds: number): boolean {
  return (
    (join.type === 'crossfade' || join.type === 'bass-swap') &&
    join.outgoing !== null &&
    join.startSeconds < seconds &&
    join.endSeconds > seconds
  );
}

/** The gain at a moment, dB; before the first point and after the last it holds. */
export function gainAt(points: readonly GainPoint[], seconds: number): number {
  let next = 0;
  while (next < points.length && points[next].seconds <= seconds) next++;
  return gainBefore(points, next, seconds);
}

/** The same where the first point after the moment is known. */
function gainBefore(points: readonly GainPoint[], next: number, seconds: number): number {
  if (next === 0 || points.length === 0) return points[0]?.gainDb ?? 0;
  if (next === points.length) return points[next - 1].gainDb;
  const from = points[next - 1];
  const to = points[next];
  const share = (seconds - from.seconds) / (to.seconds - from.seconds);
  return from.gainDb + share * (to.gainDb - from.gainDb);
}

/** Multiplies by the gain and a trim in place. @param fromSample where in the remix the sound begins */
export function applyAutomation(
  pcm: Pcm,
  points: readonly GainPoint[],
  trimDb: number,
  fromSample = 0,
): void {
  if (points.length === 0) return;
  const [left, right] = pcm.channels;
  const { length } = left;
  let next = 0;
  // Asked for in order.
  const amplitudeAt = (sample: number) => {
    const seconds = (fromSample + sample) / pcm.sampleRateHz;
    while (next < points.length && points[next].seconds <= seconds) next++;
    return dbToAmplitude(gainBefore(points, next, seconds) + trimDb);
  };
  let known = 0;
  let gain = amplitudeAt(0);
  for (let start = 0; start < length; start += BLOCK) {
    const end = Math.min(start + BLOCK, length);
    if (isSilent(left, start, end) && isSilent(right, start, end)) continue;
    if (known !== start) gain = amplitudeAt(start);
    const target = amplitudeAt(end);
    const step = (target - gain) / (end - start);
    for (let i = start, g = gain; i < end; i++, g += step) {
      left[i] *= g;
      right[i] *= g;
    }
    gain = target;
    known = end;
  }
}
