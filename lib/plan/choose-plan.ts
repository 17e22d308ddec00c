/** The plan to render first, by simple rules: the baseline that any learned ranking has to beat. */
import { SegueError } from '@/lib/base/errors';
import type { PlanningResult } from './make-plans';
import { peakPosition, vocalEntryBeat, vocalShare } from './plan-measures';
import type { Family, RemixPlan } from './remix-plan';
import { lengthBeats } from './remix-plan';
import { stretchAmount } from './rules/tempo-rules';

/** Families that answer a wish for structure best. */
const FAMILY_FIT: Readonly<Record<'build' | 'immediate', Partial<Record<Family, number>>>> = {
  build: { 'standard-arc': 1, 'dj-lift': 0.8, 'quick-hit': 0.2 },
  immediate: { 'hook-first': 1, 'quick-hit': 0.7 },
};
const WANTED_PEAK = 0.68;
const WANTED_VOCAL_SHARE = { prominent: 0.8, little: 0.25, unsaid: 0.55 } as const;

/**
 * Chooses among the candidates, always the same for the same planning; of equals the first.
 * @throws SegueError `material-too-short` where no candidate kept every rule, with the reason.
 */
export function choosePlan({
  candidates,
  intent,
  rejected,
}: Pick<PlanningResult, 'candidates' | 'intent' | 'rejected'>): RemixPlan {
  if (candidates.length === 0) {
    const why = rejected[0]?.violations[0]?.sentence ?? 'The songs have too little material.';
    throw new SegueError(
      'material-too-short',
      `No plan kept all the rules. ${why} Try longer songs, or ask for something simpler.`,
    );
  }
  let best = candidates[0];
  let bestScore = -Infinity;
  for (const plan of candidates) {
    const score = baselineScore(plan, intent, candidates[0]);
    if (score > bestScore + 1e-9) {
      best = plan;
      bestScore = score;
    }
  }
  return best;
}

function baselineScore(
  plan: RemixPlan,
  intent: PlanningResult['intent'],
  first: RemixPlan,
): number {
  const beats = lengthBeats(plan);
  const onLines =
    plan.sections.filter((section) => section.startBeat % 16 === 0).length / plan.sections.length;
  let score = onLines;
  score -= 2 * Math.abs(peakPosition(plan) - WANTED_PEAK);
  score -= Math.abs(vocalShare(plan) - WANTED_VOCAL_SHARE[intent.vocalProminence ?? 'unsaid']);
  score -= stretchAmount(plan.tempo.vocalRatio);
  score -= 0.05 * Math.abs(plan.key.vocalSemitones);
  if (plan.vocalSong === first.vocalSong) score += 0.5;
  if (intent.structure !== null) score += FAMILY_FIT[intent.structure][plan.family] ?? 0;
  else if (plan.family === 'standard-arc') score += 0.2;
  if (intent.structure === 'immediate') score -= (vocalEntryBeat(plan) ?? beats) / beats;
  return score;
}
