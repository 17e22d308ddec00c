/**
 * Where the moments of a song come back. A moment is compared with all others within reach, two seconds at a time,
 * so that it is found in other bars, where the same is played, and not wherever a note like its own sounds.
 */

/** What each frame sounds like: a value a band, frame after frame. */
export interface Outlines {
  frames: number;
  bands: number;
  values: Float32Array;
}

/** Distances in frames, later or earlier (negative), of the moments most like this one. */
export type Lags = readonly number[];

/** A moment: its frames share their repeats. */
export const MOMENT_FRAMES = 4;
/** How much of the song around two moments is compared. */
const COMPARED_SECONDS = 2;
/** Repeats are no nearer, so that a long note is no repeat of itself, */
const NEAREST_SECONDS = 1.5;
/** and no further: what has been played and sung has changed, and the search would take long. */
const FURTHEST_SECONDS = 40;
/** Between two repeats, of the song's period: they are to be of two bars and not of one. */
const APART_PERIODS = 0.9;
/** Bars of most songs, or halves or pairs of them. */
const PERIOD_SECONDS = { from: 1.2, to: 2.8 };
/** A period is tried by so many of its multiples, at every so manyth frame, in quarters of a frame. */
const PERIOD_MULTIPLES = 12;
const PERIOD_FRAMES = 32;
const PERIOD_STEP = 0.25;
/** Of the lags within reach: those over nearly the whole of a short song are heard too seldom to tell. */
const PERIOD_REACH = 0.8;
/** Enough for a median that a voice in a third of them does not move. */
const REPEATS = 15;

const NONE = Number.POSITIVE_INFINITY;

/**
 * Repeats of each moment of a song, the most alike first.
 * @param pause called after each moment, so that other work gets its turn
 */
export async function findRepeats(
  outlines: Outlines,
  framesPerSecond: number,
  pause: (moment: number) => Promise<void> | void,
): Promise<Lags[]> {
  const inFrames = (seconds: number) => Math.round(seconds * framesPerSecond);
  const moments = Math.ceil(outlines.frames / MOMENT_FRAMES);
  const reach = Math.min(outlines.frames - 1, inFrames(FURTHEST_SECONDS));
  const nearest = inFrames(NEAREST_SECONDS);
  const apart = Math.round(APART_PERIODS * findPeriod(outlines, reach, framesPerSecond));
  const half = Math.round(inFrames(COMPARED_SECONDS) / MOMENT_FRAMES / 2);
  // Differences of the moments around the one in question, by lag, and their sums.
  const differences = Array.from({ length: 2 * half + 1 }, () => new Float32Array(2 * reach + 1));
  const sums = new Float64Array(2 * reach + 1);
  const counts = new Uint8Array(2 * reach + 1);
  const repeats: Lags[] = [];
  for (let entering = 0; entering < moments + half; entering++) {
    const row = differences[entering % differences.length];
    if (entering >= differences.length) tally(row, sums, counts, -1);
    row.fill(NONE);
    if (entering < moments) differencesByLag(outlines, entering * MOMENT_FRAMES, row);
    tally(row, sums, counts, 1);
    if (entering < half) continue;
    const own = differences[(entering - half) % differences.length];
    const mean = own.map((difference, i) => (difference === NONE ? NONE : sums[i] / counts[i]));
    repeats.push(mostAlike(mean, nearest, apart));
    await pause(repeats.length);
  }
  return repeats;
}

/** Frames after which a song is most like itself, again and again. */
function findPeriod(outlines: Outlines, reach: number, framesPerSecond: number): number {
  const row = new Float32Array(2 * reach + 1);
  const sums = new Float64Array(row.length);
  const counts = new Uint16Array(row.length);
  for (let frame = 0; frame < outlines.frames; frame += PERIOD_FRAMES) {
    row.fill(NONE);
    differencesByLag(outlines, frame, row);
    tally(row, sums, counts, 1);
  }
  const { from, to } = PERIOD_SECONDS;
  let best = from * framesPerSecond;
  let least = NONE;
  for (let period = best; period < to * framesPerSecond; period += PERIOD_STEP) {
    let sum = 0;
    let multiples = 0;
    for (; multiples < PERIOD_MULTIPLES; multiples++) {
      const lag = Math.round((multiples + 1) * period);
      if (lag >= PERIOD_REACH * reach) break;
      sum += sums[reach + lag] / counts[reach + lag];
    }
    if (sum / multiples < least) {
      least = sum / multiples;
      best = period;
    }
  }
  return best;
}

/** Differences of a frame to those within reach; what lies beyond the song's ends is left as it is. */
function differencesByLag({ frames, bands, values }: Outlines, frame: number, row: Float32Array) {
  const reach = row.length >> 1;
  const own = frame * bands;
  const last = Math.min(frames - 1, frame + reach);
  for (let other = Math.max(0, frame - reach); other <= last; other++) {
    const at = other * bands;
    let sum = 0;
    for (let band = 0; band < bands; band++) {
      const difference = values[own + band] - values[at + band];
      sum += difference < 0 ? -difference : difference;
    }
    row[other - frame + reach] = sum;
  }
}

function tally(
  row: Float32Array,
  sums: Float64Array,
  counts: Uint8Array | Uint16Array,
  sign: 1 | -1,
): void {
  for (let i = 0; i < row.length; i++) {
    if (row[i] === NONE) continue;
    sums[i] += sign * row[i];
    counts[i] += sign;
  }
}

/** Lags of the least differences that are neither too near nor too near each other. */
function mostAlike(differences: Float32Array, nearest: number, apart: number): Lags {
  const reach = differences.length >> 1;
  const strikeOut = (lag: number, around: number) =>
    differences.fill(NONE, Math.max(0, reach + lag - around), reach + lag + around + 1);
  const lags: number[] = [];
  for (strikeOut(0, nearest); lags.length < REPEATS; ) {
    let best = 0;
    for (let i = 1; i < differences.length; i++) if (differences[i] < differences[best]) best = i;
    if (differences[best] === NONE) break;
    lags.push(best - reach);
    strikeOut(best - reach, apart);
  }
  return lags;
}
