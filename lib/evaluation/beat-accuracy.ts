/** Beat measures that look at each beat alone: F-measure, Cemgil's, Goto's and McKinney's scores. */
import { beatVariations } from './beat-variations';
import { countMatches, fMeasure, median, nearestIndex, roundHalfEven } from './matching';

/** Davies, Degara and Plumbley, "Evaluation Methods for Musical Audio Beat Tracking Algorithms" (2009). */
const F_MEASURE_WINDOW_SECONDS = 0.07;
const CEMGIL_SIGMA_SECONDS = 0.04;
const GOTO = { errorLimit: 0.35, meanLimit: 0.2, deviationLimit: 0.2, shareOfBeats: 0.25 };
const P_SCORE = { pulsesPerSecond: 100, windowInIntervals: 0.2 };

/** F-measure of the beats found within 70 ms; 0 where either list is empty. */
export function beatFMeasure(
  reference: readonly number[],
  estimate: readonly number[],
  windowSeconds = F_MEASURE_WINDOW_SECONDS,
): number {
  if (reference.length === 0 || estimate.length === 0) return 0;
  const matches = countMatches(reference, estimate, windowSeconds);
  return fMeasure(matches / estimate.length, matches / reference.length);
}

/** Cemgil's score: a Gaussian of each beat's error; `best` over the metrical levels. */
export function cemgilScore(
  reference: readonly number[],
  estimate: readonly number[],
): { score: number; best: number } {
  if (reference.length === 0 || estimate.length === 0) return { score: 0, best: 0 };
  const accuracies = beatVariations(reference).map((beats) => {
    let sum = 0;
    for (const beat of beats) {
      const error = beat - estimate[nearestIndex(estimate, beat)];
      sum += Math.exp(-(error ** 2) / (2 * CEMGIL_SIGMA_SECONDS ** 2));
    }
    return sum / (0.5 * (estimate.length + beats.length));
  });
  return { score: accuracies[0], best: Math.max(...accuracies) };
}

/**
 * Goto's score: 1 where one run of at least a quarter of the beats is tracked closely, else 0.
 * Source: Goto and Muraoka (1997) as mir_eval reads it, whose track between fewer than three wrong
 * beats leaves out one beat at its end.
 */
export function gotoScore(reference: readonly number[], estimate: readonly number[]): number {
  if (reference.length === 0 || estimate.length === 0) return 0;
  const errors = gotoErrors(reference, estimate);
  const wrong: number[] = [];
  errors.forEach((error, index) => {
    if (Math.abs(error) > GOTO.errorLimit) wrong.push(index);
  });
  if (wrong.length < 3) {
    return isTrackedClosely(errors.slice(wrong[0] + 1, wrong[wrong.length - 1] - 1)) ? 1 : 0;
  }
  let longest = 0;
  let longestStart = 0;
  for (let i = 0; i + 1 < wrong.length; i++) {
    if (wrong[i + 1] - wrong[i] > longest) {
      longest = wrong[i + 1] - wrong[i];
      longestStart = i;
    }
  }
  if (!(longest - 1 > GOTO.shareOfBeats * (reference.length - 2))) return 0;
  return isTrackedClosely(errors.slice(wrong[longestStart], wrong[longestStart + 1] + 1)) ? 1 : 0;
}

/** Error of each reference beat as a share of the half interval it lies in; 1 where it has no one beat. */
function gotoErrors(reference: readonly number[], estimate: readonly number[]): number[] {
  const errors = new Array<number>(reference.length).fill(1);
  for (let n = 1; n < reference.length - 1; n++) {
    const before = 0.5 * (reference[n] - reference[n - 1]);
    const after = 0.5 * (reference[n + 1] - reference[n]);
    const inWindow = estimate.filter(
      (time) => time >= reference[n] - before && time < reference[n] + after,
    );
    if (inWindow.length !== 1) continue;
    const offset = inWindow[0] - reference[n];
    errors[n] = offset < 0 ? offset / before : offset / after;
  }
  return errors;
}

function isTrackedClosely(errors: readonly number[]): boolean {
  const count = errors.length;
  const mean = errors.reduce((sum, error) => sum + error, 0) / count;
  const absolute = errors.reduce((sum, error) => sum + Math.abs(error), 0) / count;
  const squares = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0);
  return absolute < GOTO.meanLimit && Math.sqrt(squares / (count - 1)) < GOTO.deviationLimit;
}

/**
 * McKinney's P-score: the correlation of the two beat trains at 100 pulses a second, within a fifth of
 * the median beat interval. 0 where a list has fewer than two beats.
 */
export function beatPScore(reference: readonly number[], estimate: readonly number[]): number {
  if (reference.length <= 1 || estimate.length <= 1) return 0;
  const offset = Math.min(reference[0], estimate[0]);
  const referencePulses = pulseIndices(reference, offset);
  const estimatePulses = pulseIndices(estimate, offset);
  const intervals = referencePulses.slice(1).map((pulse, i) => pulse - referencePulses[i]);
  if (intervals.length === 0) return 0;
  const window = roundHalfEven(P_SCORE.windowInIntervals * median(intervals));
  let pairs = 0;
  let first = 0;
  for (const pulse of referencePulses) {
    while (first < estimatePulses.length && estimatePulses[first] < pulse - window) first++;
    for (let i = first; i < estimatePulses.length && estimatePulses[i] <= pulse + window; i++) {
      pairs++;
    }
  }
  return pairs / Math.max(reference.length, estimate.length);
}

/** Pulses on which beats fall, each once. */
function pulseIndices(beats: readonly number[], offset: number): number[] {
  return [...new Set(beats.map((beat) => Math.ceil((beat - offset) * P_SCORE.pulsesPerSecond)))];
}
