/** Makes room between quiet and loud where a plan would come out as a wall of sound. */
import { INSTRUMENT_STEM_NAMES } from '@/lib/music/stem-names';
import { LIMITS } from '../constraints/limits';
import type { PlanContext } from '../constraints/plan-context';
import { predictLoudness } from '../constraints/predict-loudness';
import { peakEnergy } from '../plan-measures';
import type { PlanSection, RemixPlan } from '../remix-plan';

/** Aimed at, well above the limit: the limiter and fades take some 3 LU of what is predicted. */
const WANTED_RANGE_LU = LIMITS.loudnessRangeLu + 3.5;
const STEP_DB = 2;
const MOST_STEPS = 4;
/** Sections calmer than this may be lowered. */
const CALM_BELOW = 0.5;

/** The plan with its calm sections lowered as far as the loudness range needs. */
export function widenRange(plan: RemixPlan, context: PlanContext): RemixPlan {
  let widened = plan;
  for (let step = 0; step < MOST_STEPS; step++) {
    if (predictLoudness(widened, context).loudnessRangeLu >= WANTED_RANGE_LU) break;
    widened = { ...widened, sections: widened.sections.map(lower) };
  }
  return widened;
}

function lower(section: PlanSection): PlanSection {
  if (peakEnergy(section) >= CALM_BELOW) return section;
  const stems = { ...section.stems };
  for (const stem of INSTRUMENT_STEM_NAMES) {
    const play = stems[stem];
    if (play !== null) stems[stem] = { ...play, gainDb: play.gainDb - STEP_DB };
  }
  return { ...section, stems };
}
