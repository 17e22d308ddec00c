/**
 * The remix's own beat grid: each section's beats are as long as the instrumental song's from its
 * anchor on, so that drums are copied rather than stretched and a live tempo lives on.
 */
import { lengthBeats, type RemixPlan } from '@/lib/plan/remix-plan';
import { BeatTimes } from './beat-times';

/**
 * Times of all beats of the remix, from 0 at beat 0 to its end; one more than it has beats. Where a
 * section runs past the end of the instrumental song's grid, its last tempo holds on.
 */
export function remixGrid(plan: RemixPlan, instrumental: BeatTimes): BeatTimes {
  const seconds = [0];
  for (const { anchorBeat, lengthBeats: beats } of plan.sections) {
    const startSeconds = seconds[seconds.length - 1];
    const anchorSeconds = instrumental.at(anchorBeat);
    for (let beat = 1; beat <= beats; beat++) {
      const passed = instrumental.at(anchorBeat + beat) - anchorSeconds;
      seconds.push(startSeconds + passed * plan.tempo.instrumentalRatio);
    }
  }
  if (seconds.length !== lengthBeats(plan) + 1) {
    throw new RangeError('The sections of a plan follow each other without gaps, in whole beats.');
  }
  return new BeatTimes(seconds);
}
