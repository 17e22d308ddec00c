/** What a stored remix is called: as its user named it, else by its songs, tempo and key. */
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { remixTitle } from './remix-title';

export function storedRemixTitle(
  remix: Pick<RemixRecord, 'givenTitle' | 'songs' | 'plans' | 'chosenPlanId'>,
): string {
  const { givenTitle, songs, plans, chosenPlanId } = remix;
  const plan = plans.find(({ id }) => id === chosenPlanId) ?? plans[0];
  const named = ({ title, key }: (typeof songs)['a']) => ({ title, analysis: { key } });
  return givenTitle ?? remixTitle(plan, { a: named(songs.a), b: named(songs.b) });
}
