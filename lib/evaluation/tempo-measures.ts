/** Tempo measures of MIREX: two reference tempi with a weight against two estimated ones. */
import { SegueError } from '@/lib/base/errors';

/** MIREX Audio Tempo Estimation: a tempo within 8 % counts as found. */
const TOLERANCE = 0.08;

export interface TempoScores {
  /** Weighted share of the reference tempi that were found, 0 to 1. */
  pScore: number;
  oneCorrect: boolean;
  bothCorrect: boolean;
}

/**
 * @param reference two tempi in BPM, at least one above 0; a tempo of 0 is never found
 * @param weight how much the first one counts, 0 to 1
 * @param estimate two tempi in BPM, at least 0
 * @throws SegueError `bad-arguments` for other numbers
 */
export function evaluateTempo(
  reference: readonly [number, number],
  weight: number,
  estimate: readonly [number, number],
  tolerance = TOLERANCE,
): TempoScores {
  const isTempo = (bpm: number) => Number.isFinite(bpm) && bpm >= 0;
  if (![...reference, ...estimate].every(isTempo) || reference.every((bpm) => bpm === 0)) {
    throw new SegueError(
      'bad-arguments',
      `Tempi must be numbers from 0 on, with one reference above 0 (${reference} against ${estimate}).`,
    );
  }
  if (!(weight >= 0 && weight <= 1) || !(tolerance >= 0 && tolerance <= 1)) {
    throw new SegueError(
      'bad-arguments',
      `Weight (${weight}) and tolerance (${tolerance}) must lie between 0 and 1.`,
    );
  }
  const [first, second] = reference.map(
    (bpm) =>
      bpm > 0 && Math.min(...estimate.map((found) => Math.abs(bpm - found) / bpm)) <= tolerance,
  );
  return {
    pScore: weight * Number(first) + (1 - weight) * Number(second),
    oneCorrect: first || second,
    bothCorrect: first && second,
  };
}
