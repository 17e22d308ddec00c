/** Time maps: where in a source each moment of a stretched sound comes from. */

/** A moment of the source and the moment at which it is to be heard. */
export interface TimeKnot {
  inputSeconds: number;
  outputSeconds: number;
}

/**
 * The moment of the source heard at `outputSeconds`: straight between two knots, and on in the first
 * and last direction outside of them. `knots` are at least two, strictly rising in both times.
 */
export function inputAt(knots: readonly TimeKnot[], outputSeconds: number): number {
  let low = 0;
  let high = knots.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (knots[middle].outputSeconds <= outputSeconds) low = middle;
    else high = middle - 1;
  }
  const from = knots[low];
  const to = knots[low + 1];
  const slope = (to.inputSeconds - from.inputSeconds) / (to.outputSeconds - from.outputSeconds);
  return from.inputSeconds + (outputSeconds - from.outputSeconds) * slope;
}

/** Smallest and largest stretch ratio (output length over input length) between two knots. */
export function ratioRange(knots: readonly TimeKnot[]): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  for (let i = 1; i < knots.length; i++) {
    const ratio =
      (knots[i].outputSeconds - knots[i - 1].outputSeconds) /
      (knots[i].inputSeconds - knots[i - 1].inputSeconds);
    min = Math.min(min, ratio);
    max = Math.max(max, ratio);
  }
  return { min, max };
}

/** Whether the map only shifts in time: no knot lies further than the tolerance from a ratio of 1. */
export function isShift(knots: readonly TimeKnot[], toleranceSeconds: number): boolean {
  const shift = knots[0].outputSeconds - knots[0].inputSeconds;
  return knots.every(
    (knot) => Math.abs(knot.outputSeconds - knot.inputSeconds - shift) <= toleranceSeconds,
  );
}

/** The map with its ends moved outwards, by so much output, in their own directions. */
export function extendMap(
  knots: readonly TimeKnot[],
  headSeconds: number,
  tailSeconds: number,
): TimeKnot[] {
  const result = knots.map((knot) => ({ ...knot }));
  const [first, second] = knots;
  const [beforeLast, last] = knots.slice(-2);
  const slope = (from: TimeKnot, to: TimeKnot) =>
    (to.inputSeconds - from.inputSeconds) / (to.outputSeconds - from.outputSeconds);
  result[0].outputSeconds -= headSeconds;
  result[0].inputSeconds -= headSeconds * slope(first, second);
  result[result.length - 1].outputSeconds += tailSeconds;
  result[result.length - 1].inputSeconds += tailSeconds * slope(beforeLast, last);
  return result;
}

/** The part of a map between two moments of the source. */
export function cutMap(knots: readonly TimeKnot[], from: number, to: number): TimeKnot[] {
  const inner = knots.filter(({ inputSeconds }) => inputSeconds > from && inputSeconds < to);
  return [knotAt(knots, from), ...inner, knotAt(knots, to)];
}

function knotAt(knots: readonly TimeKnot[], inputSeconds: number): TimeKnot {
  const next = knots.findIndex((knot, index) => index > 0 && knot.inputSeconds >= inputSeconds);
  const to = knots[next < 0 ? knots.length - 1 : next];
  const from = knots[(next < 0 ? knots.length : next + 1) - 2];
  const share = (inputSeconds - from.inputSeconds) / (to.inputSeconds - from.inputSeconds);
  return {
    inputSeconds,
    outputSeconds: from.outputSeconds + share * (to.outputSeconds - from.outputSeconds),
  };
}
