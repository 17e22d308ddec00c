/** Whether a confidence means what it says: of the keys called 90 % sure, nine in ten should be right. */

export interface ReliabilityRow {
  from: number;
  to: number;
  songs: number;
  /** Mean confidence in the bin, and the share that is exactly right. */
  confidence: number;
  right: number;
}

const BIN_EDGES = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1] as const;

/** @param answers confidence, and whether the answer was right */
export function reliability(answers: readonly { confidence: number; isRight: boolean }[]) {
  const mean = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const table: ReliabilityRow[] = [];
  BIN_EDGES.slice(1).forEach((to, bin) => {
    const from = BIN_EDGES[bin];
    const inside = answers.filter(
      ({ confidence }) => confidence >= from && (confidence < to || to === 1),
    );
    if (inside.length === 0) return;
    table.push({
      from,
      to,
      songs: inside.length,
      confidence: mean(inside.map(({ confidence }) => confidence)),
      right: mean(inside.map(({ isRight }) => Number(isRight))),
    });
  });
  return {
    table,
    /** Mean squared distance of confidence and truth: 0 is perfect, 0.25 says nothing. */
    brier: mean(answers.map(({ confidence, isRight }) => (confidence - Number(isRight)) ** 2)),
    /** Mean distance of confidence from the share that is right, weighted by songs. */
    calibrationError:
      table.reduce((sum, row) => sum + row.songs * Math.abs(row.confidence - row.right), 0) /
      Math.max(1, answers.length),
  };
}
