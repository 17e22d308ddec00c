/** How well the ways between sections are chosen, as far as the plan alone can tell. */
import { mean } from '@/lib/analysis/statistics';
import { fitWithin, progressTo } from '../features/figures';
import type { PlanFacts } from '../features/plan-facts';
import { sectionLevelsDb } from '../features/plan-facts';

/** A type that the genre prefers, one that it knows, and one that is foreign to it. */
const TYPE_FIT = { favourite: 1, known: 0.85, other: 0.55 } as const;
/** A step down or up in level that a cut carries, dB; a fade bridges more. */
const CUT_STEP_DB = { low: -14, high: 12, shoulder: 14 } as const;
/** Before a drop or chorus a gap or sweep makes it larger. Source: mixing rules, sections. */
const LIFT_LABELS: readonly string[] = ['drop', 'chorus'];
const LIFTING_TYPES: readonly string[] = ['silence-gap', 'filter-sweep', 'cut'];

/** Mean over all boundaries of how well type, length and step in level suit; 0 to 1. */
export function transitionFit(facts: PlanFacts): number {
  const { plan, rules, intent, beats } = facts;
  const levels = sectionLevelsDb(facts);
  const longest = rules.transitionBars * facts.instrumental.beatsPerBar;
  const fits = plan.sections.slice(1).map(({ label, transitionIn: { type, lengthBeats } }, i) => {
    const asked = intent.transitions.includes(type);
    const rank = rules.transitions.indexOf(type);
    const byType =
      asked || rank === 0 ? TYPE_FIT.favourite : TYPE_FIT[rank > 0 ? 'known' : 'other'];
    const byLength = fitWithin(lengthBeats, 0, longest, longest);
    const step = levels[i + 1] - levels[i];
    const isBridged = type === 'crossfade' || type === 'filter-sweep';
    const byStep = isBridged
      ? 1
      : fitWithin(step, CUT_STEP_DB.low, CUT_STEP_DB.high, CUT_STEP_DB.shoulder);
    const byLift = LIFT_LABELS.includes(label) && !LIFTING_TYPES.includes(type) ? 0.8 : 1;
    return byLift * mean([byType, byLength, byStep]);
  });
  if (fits.length === 0) return 0.5;
  const total = plan.sections.reduce((sum, section) => sum + section.transitionIn.lengthBeats, 0);
  const excess = progressTo(total / beats, rules.transitionShare, 2 * rules.transitionShare);
  return mean(fits) * (1 - 0.5 * excess);
}
