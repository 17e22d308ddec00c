/** A tempo from a finger: the steady beat behind times at which somebody tapped along. */
import { median } from '../statistics';

export interface TappedTempo {
  tempoBpm: number;
  beatSeconds: number;
  /** Time of a beat: where the finger, on the whole, put it. */
  phaseSeconds: number;
  /** How far the tempo may be off, one deviation, as a share of it. */
  deviation: number;
  /** The taps that it was read from, and the last of them. */
  tapsSeconds: number[];
  lastSeconds: number;
}

/** A longer pause begins a new try. */
const PAUSE_SECONDS = 3;
const FEWEST_TAPS = 4;
/** Taps that follow each other faster than 1,200 a minute are a bouncing key. */
const QUICKEST_TAPS_SECONDS = 0.05;
/** A tap this far off, in beats, is a slip. */
const SLIP_BEATS = 0.3;
/** No finger is steadier than this; less only means that there were few taps. */
const STEADIEST_SECONDS = 0.008;

/**
 * Least squares through the taps since the last pause, after slips have been left out; a missed beat
 * leaves a gap of two. Null for fewer than four taps.
 * @param tapSeconds rising
 */
export function tempoFromTaps(tapSeconds: readonly number[]): TappedTempo | null {
  const run = lastRun(tapSeconds);
  if (run.length < FEWEST_TAPS) return null;
  const interval = median(run.slice(1).map((seconds, i) => seconds - run[i]));
  if (!(interval >= QUICKEST_TAPS_SECONDS)) return null;
  let taps = countBeats(run, interval);
  let line = fitLine(taps);
  const steady = taps.filter(
    ({ beat, seconds }) => Math.abs(seconds - line.at(beat)) < SLIP_BEATS * line.slope,
  );
  if (steady.length >= FEWEST_TAPS && steady.length < taps.length) {
    taps = steady;
    line = fitLine(taps);
  }
  if (!(line.slope > 0)) return null;
  const residual = Math.sqrt(
    taps.reduce((sum, { beat, seconds }) => sum + (seconds - line.at(beat)) ** 2, 0) /
      Math.max(1, taps.length - 2),
  );
  return {
    tempoBpm: 60 / line.slope,
    beatSeconds: line.slope,
    phaseSeconds: line.at(0),
    deviation: Math.max(residual, STEADIEST_SECONDS) / Math.sqrt(line.spread) / line.slope,
    tapsSeconds: taps.map(({ seconds }) => seconds),
    lastSeconds: taps[taps.length - 1].seconds,
  };
}

function lastRun(taps: readonly number[]): number[] {
  let start = 0;
  for (let i = 1; i < taps.length; i++) {
    // Going back in the song begins anew as well.
    if (taps[i] - taps[i - 1] > PAUSE_SECONDS || taps[i] <= taps[i - 1]) start = i;
  }
  return taps.slice(start);
}

interface Tap {
  beat: number;
  seconds: number;
}

function countBeats(taps: readonly number[], interval: number): Tap[] {
  let beat = 0;
  return taps.map((seconds, i) => {
    if (i > 0) beat += Math.max(1, Math.round((seconds - taps[i - 1]) / interval));
    return { beat, seconds };
  });
}

function fitLine(taps: readonly Tap[]) {
  const beatMean = taps.reduce((sum, { beat }) => sum + beat, 0) / taps.length;
  const timeMean = taps.reduce((sum, { seconds }) => sum + seconds, 0) / taps.length;
  let [spread, covariance] = [0, 0];
  for (const { beat, seconds } of taps) {
    spread += (beat - beatMean) ** 2;
    covariance += (beat - beatMean) * (seconds - timeMean);
  }
  const slope = covariance / spread;
  return { slope, spread, at: (beat: number) => timeMean + (beat - beatMean) * slope };
}
