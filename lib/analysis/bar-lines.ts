/** Where the bars of a song begin and end. */

/**
 * Bar lines as beat indices, from the first downbeat (a pickup of less than a bar before it belongs to no
 * bar) to the last beat; at least two.
 */
export function barLines(
  beatsSeconds: readonly number[],
  downbeatIndices: readonly number[],
  beatsPerBar: number,
): number[] {
  const last = beatsSeconds.length - 1;
  const lines = downbeatIndices.filter((index) => index < last);
  if (lines.length === 0) return [0, last];
  // What is left at the end joins the last bar where it is shorter than half of one.
  if (last - lines[lines.length - 1] <= beatsPerBar / 2 && lines.length > 1) lines.pop();
  return [...lines, last];
}
