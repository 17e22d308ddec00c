/** What the measures share: matching of events within a window, F-measure, median, checks of input. */
import { SegueError } from '@/lib/base/errors';

/** Later than this no event of a song can lie; times above are most likely samples or milliseconds. */
const LATEST_EVENT_SECONDS = 30_000;

/**
 * Size of the largest one-to-one matching between two rising lists of times in which matched times are
 * at most `windowSeconds` apart (both ends count). All windows being equally wide, taking the earliest
 * free reference for each estimate in turn is optimal.
 */
export function countMatches(
  reference: readonly number[],
  estimate: readonly number[],
  windowSeconds: number,
): number {
  let matches = 0;
  let next = 0;
  for (const time of estimate) {
    while (next < reference.length && reference[next] < time - windowSeconds) next++;
    if (next < reference.length && reference[next] <= time + windowSeconds) {
      matches++;
      next++;
    }
  }
  return matches;
}

/** Weighted harmonic mean of precision and recall; 0 where both are 0. */
export function fMeasure(precision: number, recall: number, beta = 1): number {
  if (precision === 0 && recall === 0) return 0;
  return ((1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall);
}

/** Middle value, or the mean of the two middle ones; NaN of nothing. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Nearest integer, halves to the even one, as IEEE 754 and NumPy round. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Index of the entry of a rising, non-empty list that is nearest to `time`; the first of equals. */
export function nearestIndex(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  let best = Math.min(low, times.length - 1);
  if (low > 0 && Math.abs(times[low - 1] - time) <= Math.abs(times[best] - time)) best = low - 1;
  while (best > 0 && times[best - 1] === times[best]) best--;
  return best;
}

/** @throws SegueError `bad-arguments` unless the times are finite, rising and plausible as seconds. */
export function checkEvents(times: readonly number[], what: string): void {
  for (let i = 0; i < times.length; i++) {
    if (!Number.isFinite(times[i]) || times[i] > LATEST_EVENT_SECONDS) {
      throw new SegueError(
        'bad-arguments',
        `The ${what} hold ${times[i]}, which is no time in seconds below ${LATEST_EVENT_SECONDS}; give seconds.`,
      );
    }
    if (i > 0 && times[i] < times[i - 1]) {
      throw new SegueError(
        'bad-arguments',
        `The ${what} are not in rising order (${times[i - 1]} before ${times[i]}); sort them first.`,
      );
    }
  }
}
