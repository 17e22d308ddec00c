/** What the plans of a remix are called on the page; candidates keep the numbers of the remix page. */
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { type DraftHistories, draftOf } from './plan-drafts';

export function planNames(
  { plans, rejected }: Pick<RemixRecord, 'plans' | 'rejected'>,
  histories: DraftHistories,
): ReadonlyMap<string, string> {
  const own = [
    ...rejected.map(({ plan }, index) => [plan.id, `Rejected plan ${index + 1}`] as const),
    ...plans.map(({ id }, index) => [id, `Candidate ${index + 1}`] as const),
  ];
  const changed = own.flatMap(([id, name]) => {
    const draft = draftOf(histories, id);
    return draft ? [[draft.id, `${name}, changed`] as const] : [];
  });
  return new Map([...changed, ...own]);
}
