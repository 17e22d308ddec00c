/** Swing: where the second half of a beat begins, 0.5 straight to 0.67 for triplets. */

/** An off-beat that is moved: both are shares of the beat. */
export interface SwingShift {
  from: number;
  to: number;
}

/** The place of a beat after its off-beats have been moved; whole beats stay. */
export function shiftBeat(beat: number, { from, to }: SwingShift): number {
  const whole = Math.floor(beat);
  const share = beat - whole;
  return (
    whole + (share < from ? (share * to) / from : to + ((share - from) * (1 - to)) / (1 - from))
  );
}

/** The other way round. */
export function unshiftBeat(beat: number, { from, to }: SwingShift): number {
  return shiftBeat(beat, { from: to, to: from });
}
