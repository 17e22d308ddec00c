/** All beat measures at once, with the field's convention of leaving out the first five seconds. */
import { beatFMeasure, beatPScore, cemgilScore, gotoScore } from './beat-accuracy';
import { beatContinuity, type ContinuityScores } from './beat-continuity';
import { beatInformationGain } from './beat-information';
import { checkEvents } from './matching';

/** Beats before this are not judged (MIREX): a listener has not found the beat yet. */
const TRIM_SECONDS = 5;

export interface BeatScores extends ContinuityScores {
  fMeasure: number;
  cemgil: number;
  cemgilBest: number;
  goto: number;
  pScore: number;
  /** 0 to 1. */
  informationGain: number;
}

/** Beats from `fromSeconds` on. */
export function trimBeats(beats: readonly number[], fromSeconds = TRIM_SECONDS): number[] {
  return beats.filter((beat) => beat >= fromSeconds);
}

/**
 * Judges estimated beats against reference beats, both in seconds and rising. The figures are those of
 * mir_eval 0.8.2; `trimSeconds` 0 judges every beat.
 * @throws SegueError `bad-arguments` for times that are not rising seconds.
 */
export function evaluateBeats(
  reference: readonly number[],
  estimate: readonly number[],
  trimSeconds = TRIM_SECONDS,
): BeatScores {
  checkEvents(reference, 'reference beats');
  checkEvents(estimate, 'estimated beats');
  const truth = trimBeats(reference, trimSeconds);
  const found = trimBeats(estimate, trimSeconds);
  const cemgil = cemgilScore(truth, found);
  return {
    fMeasure: beatFMeasure(truth, found),
    cemgil: cemgil.score,
    cemgilBest: cemgil.best,
    goto: gotoScore(truth, found),
    pScore: beatPScore(truth, found),
    ...beatContinuity(truth, found),
    informationGain: beatInformationGain(truth, found),
  };
}
