/** What the plans of a remix are called on the page; candidates keep the numbers of the remix page. */
import type { RemixRecord } from '@/lib/store/remix-record-schema';

export function planNames({
  plans,
  rejected,
}: Pick<RemixRecord, 'plans' | 'rejected'>): ReadonlyMap<string, string> {
  return new Map([
    ...rejected.map(({ plan }, index) => [plan.id, `Rejected plan ${index + 1}`] as const),
    ...plans.map(({ id }, index) => [id, `Candidate ${index + 1}`] as const),
  ]);
}
