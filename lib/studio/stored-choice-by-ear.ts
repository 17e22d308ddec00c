/** A remix of the library whose two best plans are listened to when its listener asks for that. */
import { SegueError } from '@/lib/base/errors';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { gone } from '@/lib/store/song-store';
import { ASKED_EAR_LIMIT_MS, hearTwoBest, withVerdict } from './choose-again-by-ear';
import { knownSongs } from './known-songs';
import { intentOf } from './plan-features';
import { type NewRemixOptions, type NewRemixStores, renderStoredPlan } from './stored-remix';

/**
 * Listens to the two best plans of a stored remix and chooses between them again; what wins is rendered
 * where it has not been.
 * @throws SegueError `nothing-to-compare` where there is no second plan, `aborted`, and what rendering throws
 */
export async function chooseStoredByEar(
  stores: NewRemixStores,
  remixId: string,
  options: NewRemixOptions,
): Promise<RemixRecord> {
  const remix = await stores.remixes.find(remixId);
  if (!remix) throw gone('remix');
  const { choice } = remix;
  if (!choice?.selection?.runnerUpId) {
    throw new SegueError(
      'nothing-to-compare',
      'This remix was chosen without a second best plan. Make another, and listen to its two best.',
    );
  }
  const songs = await knownSongs(stores.songs, remix.songs);
  const intent = intentOf(remix, songs);
  const verdict = await hearTwoBest(stores.songs, remix.plans, choice, songs, intent, {
    ...options,
    limitMs: ASKED_EAR_LIMIT_MS,
  });
  if (!verdict) {
    throw new SegueError(
      'nothing-to-compare',
      'The two best plans could not be heard in time, so the choice stays. Close other tabs and try again.',
    );
  }
  // Before the verdict is kept: a cancel or a full disk leaves everything to be asked again.
  if (verdict.isChanged) {
    if (remix.renders[verdict.chosenId]) await stores.remixes.choose(remixId, verdict.chosenId);
    else await renderStoredPlan(stores, remixId, verdict.chosenId, options);
  }
  const judged = await stores.remixes.judge(remixId, withVerdict(choice, verdict));
  await stores.requests.heard(remixId, verdict).catch(() => undefined);
  return judged;
}
