/** What has been heard of a pair, from the player's reports. */
import type { LabelSide, PairwiseLabel } from './pairwise-label';

/** A vote counts only after so much of each. Source: the rating protocol. */
export const MIN_HEARD_SECONDS = 5;

export interface Listening {
  heardSeconds: Record<LabelSide, number>;
  switches: PairwiseLabel['switches'];
}

export const NOTHING_HEARD: Listening = { heardSeconds: { a: 0, b: 0 }, switches: [] };

/** So many more seconds of one side were played. */
export function heardMore(listening: Listening, side: LabelSide, seconds: number): Listening {
  const { heardSeconds } = listening;
  return { ...listening, heardSeconds: { ...heardSeconds, [side]: heardSeconds[side] + seconds } };
}

/** The rater changed to the other side. */
export function switchedTo(listening: Listening, to: LabelSide): Listening {
  const { a, b } = listening.heardSeconds;
  return { ...listening, switches: [...listening.switches, { atSeconds: a + b, to }] };
}

/** Seconds of each that must still be heard before a vote counts; 0 and 0 = it may be given. */
export function stillToHear({ heardSeconds }: Listening): Record<LabelSide, number> {
  const left = (side: LabelSide) => Math.max(0, MIN_HEARD_SECONDS - heardSeconds[side]);
  return { a: left('a'), b: left('b') };
}
