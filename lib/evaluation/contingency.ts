/** Two labellings of the same frames as counts, and what counts of pairs and entropies say of them. */

export interface Contingency {
  /** Frames by reference label (rows) and estimated label (columns). */
  counts: number[][];
  referenceTotals: number[];
  estimateTotals: number[];
  frames: number;
}

/** Counts how often each pair of labels meets; both lists are equally long. */
export function contingencyOf(
  reference: readonly string[],
  estimate: readonly string[],
): Contingency {
  const rowOf = indexByLabel(reference);
  const columnOf = indexByLabel(estimate);
  const counts = Array.from({ length: rowOf.size }, () => new Array<number>(columnOf.size).fill(0));
  const referenceTotals = new Array<number>(rowOf.size).fill(0);
  const estimateTotals = new Array<number>(columnOf.size).fill(0);
  for (let i = 0; i < reference.length; i++) {
    const row = rowOf.get(reference[i]) as number;
    const column = columnOf.get(estimate[i]) as number;
    counts[row][column]++;
    referenceTotals[row]++;
    estimateTotals[column]++;
  }
  return { counts, referenceTotals, estimateTotals, frames: reference.length };
}

function indexByLabel(labels: readonly string[]): Map<string, number> {
  const index = new Map<string, number>();
  for (const label of labels) if (!index.has(label)) index.set(label, index.size);
  return index;
}

/** True where neither side tells any two frames apart. */
export function isTrivial({ referenceTotals, estimateTotals }: Contingency): boolean {
  return referenceTotals.length === estimateTotals.length && referenceTotals.length <= 1;
}

/** Entropy of counts in nats. */
export function entropyNats(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let entropy = 0;
  for (const count of counts) {
    if (count > 0) entropy -= (count / total) * (Math.log(count) - Math.log(total));
  }
  return entropy;
}

/** Pairs of equal frames: in both labellings, in the reference, in the estimate, of all. */
export function pairCounts({ counts, referenceTotals, estimateTotals, frames }: Contingency) {
  const pairs = (count: number) => (count * (count - 1)) / 2;
  const sum = (list: readonly number[]) => list.reduce((total, count) => total + pairs(count), 0);
  return {
    both: counts.reduce((total, row) => total + sum(row), 0),
    reference: sum(referenceTotals),
    estimate: sum(estimateTotals),
    all: pairs(frames),
  };
}
