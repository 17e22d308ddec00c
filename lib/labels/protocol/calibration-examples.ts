/** The examples heard before the first pair: one as good as plans get, one in the middle, one spoilt. */
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Calibration } from './protocol';

/**
 * @param planIds candidates of one request, best first
 * @param contested plans that stand for the model or the baseline in the session: a rater who heard one of
 *   them called good would know it again
 */
export function calibrationExamples(
  requestId: string,
  planIds: readonly string[],
  contested: readonly string[] = [],
): Calibration[] {
  const free = planIds.filter((id) => !contested.includes(id));
  if (free.length === 0) return [];
  const middle = free[free.length >> 1];
  return [
    { level: 'bad', requestId, planId: free[0] },
    { level: 'middle', requestId, planId: middle },
    { level: 'good', requestId, planId: free[0] },
  ];
}

/**
 * The plan with its voice a semitone off and a beat late: what nobody would call good. It breaks rules
 * that no candidate may break, so it is only ever an example.
 */
export function spoilPlan(plan: RemixPlan): RemixPlan {
  return {
    ...plan,
    id: `${plan.id}-spoilt`,
    key: { ...plan.key, vocalSemitones: plan.key.vocalSemitones + 1 },
    sections: plan.sections.map((section) => {
      const { vocals } = section.stems;
      if (!vocals || vocals.sourceBeat === 0) return section;
      const late = { ...vocals, sourceBeat: vocals.sourceBeat - 1 };
      return { ...section, stems: { ...section.stems, vocals: late } };
    }),
  };
}
