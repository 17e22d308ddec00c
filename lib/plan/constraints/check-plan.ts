/** All hard constraints together: before rendering on a prediction, after it on what was measured. */
import type { RemixPlan } from '../remix-plan';
import { genreRules } from '../rules/genres';
import { checkLoudness, type LoudnessFigures } from './audio-constraints';
import type { PlanContext } from './plan-context';
import { predictLoudness } from './predict-loudness';
import {
  checkLeadVoices,
  checkMaterial,
  checkPitchShift,
  checkSoloVoice,
  checkSourceSplit,
  checkStretch,
} from './safety-constraints';
import {
  checkContiguity,
  checkContrast,
  checkGrid,
  checkOutro,
  checkSectionLengths,
  checkTransitionShare,
  checkTransitions,
} from './structure-constraints';
import type { Violation } from './violation';

/** Every broken rule of a plan, with its sound predicted. An empty list means: may be rendered. */
export function checkPlan(plan: RemixPlan, context: PlanContext): Violation[] {
  return [
    ...checkContiguity(plan),
    ...checkSectionLengths(plan),
    ...checkGrid(plan),
    ...checkSourceSplit(plan),
    ...checkStretch(plan),
    ...checkPitchShift(plan),
    ...checkTransitions(plan),
    ...checkTransitionShare(plan, genreRules(context.genre).transitionShare),
    ...checkContrast(plan),
    ...checkLeadVoices(plan),
    ...checkOutro(plan),
    ...checkSoloVoice(plan, context),
    ...checkMaterial(plan, context),
    ...checkLoudness(predictLoudness(plan, context), context.genre),
  ];
}

/** The rules that need audio, on a rendered remix. */
export function checkRender(
  figures: LoudnessFigures,
  context: Pick<PlanContext, 'genre'>,
): Violation[] {
  return checkLoudness(figures, context.genre);
}
