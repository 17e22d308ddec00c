/** How many bars a candidate should have: from the sentence, or from its family within 60 to 120 s. */
import type { Casting } from '../decisions/casting';
import type { PromptIntent } from '../intent/prompt-intent';
import type { Family } from '../remix-plan';
import { DEFAULT_LENGTH_SECONDS, LENGTH_TOLERANCE } from '../rules/section-rules';

/** Length of a family where nothing was asked for, seconds. */
const FAMILY_SECONDS: Readonly<Record<Family, number>> = {
  'standard-arc': 98,
  'hook-first': 84,
  'dj-lift': 100,
  'quick-hit': 70,
};
/** Kept free at both ends of the default range, for tempi that drift. */
const DRIFT_SECONDS = 2;

export function lengthWish(
  casting: Pick<Casting, 'tempo' | 'instrumental'>,
  family: Family,
  intent: Pick<PromptIntent, 'lengthSeconds'>,
): { idealBars: number; shortestBars: number; longestBars: number } {
  const secondsPerBar = (60 / casting.tempo.targetBpm) * casting.instrumental.beatsPerBar;
  const ideal = intent.lengthSeconds ?? FAMILY_SECONDS[family];
  const [shortest, longest] =
    intent.lengthSeconds === null
      ? [
          DEFAULT_LENGTH_SECONDS.shortest + DRIFT_SECONDS,
          DEFAULT_LENGTH_SECONDS.longest - DRIFT_SECONDS,
        ]
      : [ideal * (1 - LENGTH_TOLERANCE), ideal * (1 + LENGTH_TOLERANCE)];
  return {
    idealBars: ideal / secondsPerBar,
    shortestBars: shortest / secondsPerBar,
    longestBars: longest / secondsPerBar,
  };
}
