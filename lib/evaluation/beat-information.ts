/** Information gain: how far the beat errors are from being spread evenly over the beat. */
import { nearestIndex } from './matching';

/** Davies, Degara and Plumbley (2009): 41 bins, so that one is centred on no error. */
const BINS = 41;

/**
 * Information gain as a share of its maximum, 0 to 1: the smaller one of both directions. 0 where a
 * list has fewer than two beats.
 */
export function beatInformationGain(
  reference: readonly number[],
  estimate: readonly number[],
): number {
  if (reference.length <= 1 || estimate.length <= 1) return 0;
  const most = Math.log2(BINS);
  const entropy = Math.max(errorEntropy(reference, estimate), errorEntropy(estimate, reference));
  return (most - entropy) / most;
}

/** Entropy in bits of the histogram of errors, each as a share of the beat interval it lies in. */
function errorEntropy(beats: readonly number[], measured: readonly number[]): number {
  const histogram = new Float64Array(BINS);
  let count = 0;
  for (const time of measured) {
    const error = wrapToHalf(0.5 * signedError(beats, time));
    const bin = binOf(error);
    if (bin < 0) continue;
    histogram[bin]++;
    count++;
  }
  let entropy = 0;
  for (const hits of histogram) {
    if (hits > 0) entropy -= (hits / count) * Math.log2(hits / count);
  }
  return entropy;
}

/**
 * Distance to the nearest beat in half beat intervals. Before the first beat mir_eval reaches round to
 * the last one for the interval, and its figures are the standard here.
 */
function signedError(beats: readonly number[], time: number): number {
  const nearest = nearestIndex(beats, time);
  const last = beats.length - 1;
  const error = time - beats[nearest];
  if (nearest === last) return error / (0.5 * (beats[last] - beats[last - 1]));
  if (error < 0) {
    return error / (0.5 * (beats[nearest] - beats[nearest === 0 ? last : nearest - 1]));
  }
  return error / (0.5 * (beats[nearest + 1] - beats[nearest]));
}

/** Into (-0.5, 0.5]. */
function wrapToHalf(value: number): number {
  const rest = (value + 0.5) % 1;
  return (rest > 0 ? rest - 1 : rest) + 0.5;
}

/** Bin from -0.5 to 0.5, the last one closed on both sides; -1 for what is no number. */
function binOf(error: number): number {
  if (Number.isNaN(error)) return -1;
  let bin = Math.min(BINS - 1, Math.floor((error + 0.5) * BINS));
  // The edges as floating point has them decide, not the quotient.
  while (bin > 0 && error < edge(bin)) bin--;
  while (bin < BINS - 1 && error >= edge(bin + 1)) bin++;
  return bin;
}

function edge(index: number): number {
  return index * (1 / BINS) - 0.5;
}
