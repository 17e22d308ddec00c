/** Where clicks and other sharp onsets lie in a signal, to the sample, and how far from a grid they are. */
import { SegueError } from '@/lib/base/errors';
import { nearestIndex } from './matching';

/** An onset rises at least this much above what sounded just before it … */
const RISE_FACTOR = 2;
const BEFORE_SECONDS = 0.03;
/** … and to at least this share of the signal's peak, so that noise and pre-echo are none. */
const LEAST_SHARE_OF_PEAK = 0.03;
/** Within this an onset reaches its own peak. */
const ATTACK_SECONDS = 0.01;
/** The onset is where it first reaches this share of its own peak: the click itself, not its pre-echo. */
const SHARE_OF_ATTACK = 0.5;
const BLOCK_SECONDS = 0.001;

/**
 * Times of the sharp onsets of a mono signal in seconds, rising, at sample precision. Meant for click
 * tracks and drum stems with which alignment is measured: an impulse is found at its very sample.
 * Onsets that follow another within 30 ms are taken for its tail.
 */
export function detectOnsetsSeconds(mono: Float32Array, rateHz: number): number[] {
  const blockSamples = Math.max(1, Math.round(BLOCK_SECONDS * rateHz));
  const blocks = Math.ceil(mono.length / blockSamples);
  const peaks = new Float32Array(blocks);
  for (let i = 0; i < mono.length; i++) {
    const block = Math.floor(i / blockSamples);
    peaks[block] = Math.max(peaks[block], Math.abs(mono[i]));
  }
  const least = LEAST_SHARE_OF_PEAK * peaks.reduce((most, peak) => Math.max(most, peak), 0);
  const before = Math.round((BEFORE_SECONDS * rateHz) / blockSamples);
  const attackSamples = Math.round(ATTACK_SECONDS * rateHz);
  const onsets: number[] = [];
  let block = 0;
  while (block < blocks) {
    let background = 0;
    for (let b = Math.max(0, block - before); b < block; b++) {
      background = Math.max(background, peaks[b]);
    }
    if (peaks[block] > least && peaks[block] > RISE_FACTOR * background) {
      onsets.push(attackSample(mono, block * blockSamples, attackSamples) / rateHz);
      block += before;
    } else {
      block++;
    }
  }
  return onsets;
}

function attackSample(mono: Float32Array, from: number, attackSamples: number): number {
  const end = Math.min(mono.length, from + attackSamples);
  let peak = 0;
  for (let i = from; i < end; i++) peak = Math.max(peak, Math.abs(mono[i]));
  let at = from;
  while (Math.abs(mono[at]) < SHARE_OF_ATTACK * peak) at++;
  return at;
}

/**
 * Signed distance of each event from the nearest time of a rising grid, in ms; positive is late.
 * @throws SegueError `bad-arguments` for an empty grid
 */
export function alignmentErrorsMs(
  eventsSeconds: readonly number[],
  gridSeconds: readonly number[],
): number[] {
  if (gridSeconds.length === 0) {
    throw new SegueError('bad-arguments', 'There is no grid to measure the alignment against.');
  }
  return eventsSeconds.map(
    (event) => 1000 * (event - gridSeconds[nearestIndex(gridSeconds, event)]),
  );
}
