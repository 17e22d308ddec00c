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
