/** How long a tracker keeps hold of the beat: CMLc, CMLt, AMLc, AMLt. */
import { beatVariations } from './beat-variations';
import { nearestIndex } from './matching';

/** Hainsworth (2004), Klapuri et al. (2006): share of the beat interval for phase and for period. */
const PHASE_LIMIT = 0.175;
const PERIOD_LIMIT = 0.175;

export interface ContinuityScores {
  /** Longest correct run at the given metrical level, as a share of the beats. */
  cmlc: number;
  /** All correct beats at the given metrical level. */
  cmlt: number;
  /** The same with off-beats, double and half tempo allowed. */
  amlc: number;
  amlt: number;
}

/** Continuity measures of Davies et al. (2009); all 0 where a list has fewer than two beats. */
export function beatContinuity(
  reference: readonly number[],
  estimate: readonly number[],
): ContinuityScores {
  if (reference.length <= 1 || estimate.length <= 1) return { cmlc: 0, cmlt: 0, amlc: 0, amlt: 0 };
  const levels = beatVariations(reference).map((beats) => continuityAtLevel(beats, estimate));
  return {
    cmlc: levels[0].continuous,
    cmlt: levels[0].total,
    amlc: Math.max(...levels.map((level) => level.continuous)),
    amlt: Math.max(...levels.map((level) => level.total)),
  };
}

function continuityAtLevel(reference: readonly number[], estimate: readonly number[]) {
  const used = new Uint8Array(reference.length);
  let correct = 0;
  let run = 0;
  let longestRun = 0;
  for (let m = 0; m < estimate.length; m++) {
    const nearest = nearestIndex(reference, estimate[m]);
    if (used[nearest] === 0 && isCorrect(reference, nearest, estimate, m)) {
      used[nearest] = 1;
      correct++;
      run++;
      longestRun = Math.max(longestRun, run);
    } else {
      run = 0;
    }
  }
  const count = Math.max(reference.length, estimate.length);
  return { continuous: longestRun / count, total: correct / count };
}

/** Whether beat `m` lies near its reference beat in phase and its interval near the reference's. */
function isCorrect(
  reference: readonly number[],
  nearest: number,
  estimate: readonly number[],
  m: number,
): boolean {
  const distance = Math.abs(estimate[m] - reference[nearest]);
  const isStart = m === 0 || nearest === 0;
  const referenceInterval = intervalAt(reference, nearest, isStart);
  const estimateInterval = intervalAt(estimate, m, isStart);
  return (
    referenceInterval !== 0 &&
    distance / referenceInterval < PHASE_LIMIT &&
    Math.abs(1 - estimateInterval / referenceInterval) < PERIOD_LIMIT
  );
}

/** Interval before a beat, or after it at a start; the one before again where none follows. */
function intervalAt(beats: readonly number[], index: number, isStart: boolean): number {
  if (isStart && index + 1 < beats.length) return beats[index + 1] - beats[index];
  return index > 0 ? beats[index] - beats[index - 1] : 0;
}
