/** Sections as labelled intervals: fitting them to a time span, their boundaries, their label by frame. */
import { SegueError } from '@/lib/base/errors';
import { roundHalfEven } from './matching';

export interface LabelledInterval {
  startSeconds: number;
  endSeconds: number;
  label: string;
}

/** Labels of what is added where a segmentation does not reach its ends; mir_eval's names. */
const PADDING = { start: '__T_MIN', end: '__T_MAX' };

/** Label of frames that no interval covers. */
const UNCOVERED = 'none';

/** Boundaries nearer than this are one. */
const BOUNDARY_DECIMALS = 5;

/**
 * Crops and pads intervals to the span from 0 to `endSeconds` (to their own end where it is left out).
 * What comes before or after is added as an interval of its own label; nothing of no length remains.
 * @throws SegueError `bad-arguments` for an interval that does not end after it starts.
 */
export function fitIntervals(
  intervals: readonly LabelledInterval[],
  endSeconds?: number,
): LabelledInterval[] {
  for (const { startSeconds, endSeconds: end, label } of intervals) {
    if (!(end > startSeconds)) {
      throw new SegueError(
        'bad-arguments',
        `The section "${label}" runs from ${startSeconds} to ${end} s; an end must lie after its start.`,
      );
    }
  }
  if (intervals.length === 0) {
    if (endSeconds === undefined || endSeconds <= 0) return [];
    return [{ startSeconds: 0, endSeconds, label: PADDING.start }];
  }
  const firstInside = Math.max(
    0,
    intervals.findIndex((interval) => interval.endSeconds >= 0),
  );
  let fitted = intervals.slice(firstInside).map((interval) => crop(interval, 0, Infinity));
  const first = Math.min(...fitted.map((interval) => interval.startSeconds));
  if (first > 0) fitted.unshift({ startSeconds: 0, endSeconds: first, label: PADDING.start });
  if (endSeconds !== undefined) {
    const firstOutside = fitted.findIndex((interval) => interval.startSeconds > endSeconds);
    if (firstOutside >= 0) fitted = fitted.slice(0, firstOutside);
    fitted = fitted.map((interval) => crop(interval, 0, endSeconds));
    const last = Math.max(...fitted.map((interval) => interval.endSeconds));
    if (last < endSeconds) fitted.push({ startSeconds: last, endSeconds, label: PADDING.end });
  }
  return fitted.filter((interval) => interval.endSeconds > interval.startSeconds);
}

function crop(interval: LabelledInterval, from: number, to: number): LabelledInterval {
  return {
    startSeconds: Math.min(to, Math.max(from, interval.startSeconds)),
    endSeconds: Math.min(to, Math.max(from, interval.endSeconds)),
    label: interval.label,
  };
}

/** Last time that any of the intervals reaches; 0 of none. */
export function endOf(intervals: readonly LabelledInterval[]): number {
  return intervals.reduce((end, interval) => Math.max(end, interval.endSeconds), 0);
}

/** Starts and ends as rising distinct times. */
export function boundariesOf(intervals: readonly LabelledInterval[]): number[] {
  const scale = 10 ** BOUNDARY_DECIMALS;
  const times = intervals.flatMap(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]);
  const rounded = times.map((time) => roundHalfEven(time * scale) / scale);
  return [...new Set(rounded)].sort((a, b) => a - b);
}

/**
 * Label at every frame of the intervals' span; upper and lower case are the same. Frame times are in
 * single precision, and of two intervals that meet on a frame the later one has it, as in mir_eval:
 * agreement to the frame depends on it.
 */
export function labelsByFrame(
  intervals: readonly LabelledInterval[],
  frameSeconds: number,
): string[] {
  const frames = Math.floor(endOf(intervals) / frameSeconds);
  const step = Math.fround(frameSeconds);
  const times = Float64Array.from({ length: frames }, (_, i) => Math.fround(i * step));
  const labels = new Array<string>(frames).fill(UNCOVERED);
  for (const { startSeconds, endSeconds, label } of intervals) {
    const from = firstAtLeast(times, startSeconds);
    const name = label.toLowerCase();
    for (let i = from; i < frames && times[i] <= endSeconds; i++) labels[i] = name;
  }
  return labels;
}

function firstAtLeast(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
