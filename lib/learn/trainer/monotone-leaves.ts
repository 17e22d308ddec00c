/**
 * Keeps a tree from saying that more of something good is worse. Where two leaves differ only in one
 * constrained question and stand the wrong way round, both take their mean weighted by how much was seen
 * there, over and over; what is left of a violation after that is taken out exactly.
 *
 * Source: pool adjacent violators (R. Barlow et al., "Statistical inference under order restrictions",
 * 1972) along each question in turn. The mean of the running maximum from below and the running minimum
 * from above keeps every order at once.
 */

/** Rounds of pooling; few trees need more than three. */
const MOST_ROUNDS = 20;

/**
 * Changes `leaves` so that they rise (1) or fall (-1) with each constrained question; 0 = free. Question
 * `level` decides bit `depth - 1 - level` of a leaf's index.
 */
export function keepMonotone(
  leaves: Float64Array,
  seen: Float64Array,
  directions: readonly number[],
): void {
  const depth = directions.length;
  const constrained = directions.flatMap((direction, level) =>
    direction === 0 ? [] : [{ bit: 1 << (depth - 1 - level), direction }],
  );
  if (constrained.length === 0) return;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let isKept = true;
    for (const { bit, direction } of constrained) {
      for (let leaf = 0; leaf < leaves.length; leaf++) {
        if (leaf & bit) continue;
        const [low, high] = [leaf, leaf | bit];
        if ((leaves[high] - leaves[low]) * direction >= 0) continue;
        const total = seen[low] + seen[high];
        const mean =
          total > 0
            ? (leaves[low] * seen[low] + leaves[high] * seen[high]) / total
            : (leaves[low] + leaves[high]) / 2;
        leaves[low] = leaves[high] = mean;
        isKept = false;
      }
    }
    if (isKept) return;
  }
  takeMiddle(leaves, constrained);
}

/** The mean of the smallest function above that keeps the order and the largest below. */
function takeMiddle(
  leaves: Float64Array,
  constrained: readonly { bit: number; direction: number }[],
): void {
  const above = Float64Array.from(leaves);
  const below = Float64Array.from(leaves);
  for (const { bit, direction } of constrained) {
    for (let leaf = 0; leaf < leaves.length; leaf++) {
      if (leaf & bit) continue;
      const [from, to] = direction > 0 ? [leaf, leaf | bit] : [leaf | bit, leaf];
      above[to] = Math.max(above[to], above[from]);
      below[from] = Math.min(below[from], below[to]);
    }
  }
  for (let leaf = 0; leaf < leaves.length; leaf++) leaves[leaf] = (above[leaf] + below[leaf]) / 2;
}
