/** The knobs that make one candidate differ from another. Values: hard-rules seed, candidate generation. */
import type { TransitionType } from '../remix-plan';
import type { Moment } from './moments';

export const VOCAL_ENTRY_BEATS = [8, 16, 24] as const;
export const BREAKDOWN_POSITIONS = [0.5, 0.6, 0.7] as const;
export const TRANSITION_LENGTHS = [2, 4, 8] as const;
export const VOCAL_GAIN_DELTAS_DB = [-6, -3, 0, 3] as const;

export interface Knobs {
  vocalEntryBeat: number | null;
  breakdownPosition: number | null;
  transitionStyle: TransitionType;
  transitionBeats: number;
  vocalGainDeltaDb: number;
  /** Whether the voice sings through a drop. */
  singsInDrop: boolean;
  /** A surprise on top. */
  moment: Moment | null;
  /** Which of the best material is taken: 0 the best, 1 the next. */
  materialRank: number;
}
