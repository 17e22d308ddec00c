/** What the trainer learns from: rows of features, and which of two rows was preferred. */

export interface PairData {
  featureCount: number;
  /** Row after row. */
  values: Float32Array;
  /** Row of the preferred plan, of the other one, and how much the answer counts; as long as each other. */
  winners: Uint32Array;
  losers: Uint32Array;
  weights: Float64Array;
}

/** Number of rows. */
export function rowCount({ values, featureCount }: PairData): number {
  return featureCount === 0 ? 0 : values.length / featureCount;
}
