/** Where a sound is on the clock of the sound card while it plays, and when it goes back or hands over. */
import { beatAt, secondsAt } from '../timeline/beat-steps';
import type { SecondsSpan } from './player-sound';

/** A stretch that is played without a jump, from a place at a moment. */
export interface Run {
  atSeconds: number;
  positionSeconds: number;
}

/** A moment on the clock at which a beat is heard. */
export interface BeatMoment {
  atSeconds: number;
  beat: number;
}

/** What is shorter is not gone round in. */
const SHORTEST_LOOP_SECONDS = 0.05;
/** A line so near the loop's end is its end. */
const ON_LINE_SECONDS = 0.01;

/** The place that is heard at a moment; what leads up to the first run where that has not come yet. */
export function positionAt(runs: readonly Run[], atSeconds: number): number {
  const run = runs.findLast((one) => one.atSeconds <= atSeconds) ?? runs[0];
  return run ? run.positionSeconds + atSeconds - run.atSeconds : 0;
}

/**
 * The rounds that follow a run in a loop and begin before a moment. Each is counted from the one before it, so
 * that they stay in time however many there are.
 * @param earliest what should have begun before this joins its round in the middle
 */
export function roundsAfter(
  last: Run,
  loop: SecondsSpan | null,
  earliest: number,
  until: number,
): Run[] {
  const rounds: Run[] = [];
  if (!loop || last.positionSeconds >= loop.endSeconds) return rounds;
  const lengthSeconds = loop.endSeconds - loop.startSeconds;
  if (lengthSeconds < SHORTEST_LOOP_SECONDS) return rounds;
  let atSeconds = last.atSeconds + loop.endSeconds - last.positionSeconds;
  if (atSeconds < earliest) {
    const late = (earliest - atSeconds) % lengthSeconds;
    rounds.push({ atSeconds: earliest, positionSeconds: loop.startSeconds + late });
    atSeconds = earliest + lengthSeconds - late;
  }
  for (; atSeconds < until; atSeconds += lengthSeconds) {
    rounds.push({ atSeconds, positionSeconds: loop.startSeconds });
  }
  return rounds;
}

/**
 * When another sound may go on for this one: at the first bar line from a moment on, or at the loop's end, where
 * the loop's first beat is due. Where no bar follows, at once.
 */
export function handOverMoment(
  runs: readonly Run[],
  { beatsSeconds, barBeats }: { beatsSeconds: readonly number[]; barBeats: readonly number[] },
  loop: SecondsSpan | null,
  earliest: number,
): BeatMoment {
  const position = positionAt(runs, earliest);
  const bar = barBeats.find((beat) => beatsSeconds[beat] >= position);
  const beat = bar ?? beatAt(beatsSeconds, position);
  const line = Math.max(secondsAt(beatsSeconds, beat), position);
  if (loop && position < loop.endSeconds && line > loop.endSeconds - ON_LINE_SECONDS) {
    const atSeconds = earliest + loop.endSeconds - position;
    return { atSeconds, beat: beatAt(beatsSeconds, loop.startSeconds) };
  }
  return { atSeconds: earliest + line - position, beat };
}
