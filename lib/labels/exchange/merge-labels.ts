/** Brings labels of two places together without counting any twice. */
import type { PairwiseLabel } from '../pairwise-label';

export interface MergedLabels {
  /** To be stored: new ones, and later answers to pairs that were answered before. */
  toStore: PairwiseLabel[];
  added: number;
  replaced: number;
  /** Known already, or older than what is known. */
  known: number;
}

/** Of two answers to the same pair of the same session the later one counts. */
export function mergeLabels(
  known: readonly PairwiseLabel[],
  incoming: readonly PairwiseLabel[],
): MergedLabels {
  const before = new Map(known.map((label) => [label.id, label]));
  const chosen = new Map<string, PairwiseLabel>();
  for (const label of incoming) {
    const other = chosen.get(label.id) ?? before.get(label.id);
    if (!other || label.answeredAtMs > other.answeredAtMs) chosen.set(label.id, label);
  }
  const toStore = [...chosen.values()];
  const added = toStore.filter(({ id }) => !before.has(id)).length;
  return {
    toStore,
    added,
    replaced: toStore.length - added,
    known: incoming.length - toStore.length,
  };
}
