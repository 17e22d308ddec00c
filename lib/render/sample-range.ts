/** A part of a remix, in samples: all of it, or what is to be heard next. */
export interface SampleRange {
  fromSample: number;
  /** Exclusive. */
  toSample: number;
}
