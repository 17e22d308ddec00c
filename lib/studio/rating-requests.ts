/** What of the stored remixes can be rated, and what a ranker thinks of it. */
import type { PredictWin, RequestToRate } from '@/lib/labels/protocol/pair-queue';
import type { SongSide } from '@/lib/music/stem-names';
import { choosePlan } from '@/lib/plan/choose-plan';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { type Calibration, calibrationOf, winProbability } from '@/lib/taste/ranker/calibration';
import type { Ranker } from '@/lib/taste/ranker/ranker';
import { type KnownSong, knownSongs } from './known-songs';
import { intentOf, planFeatures } from './plan-features';
import type { RemixStores } from './stored-remix';

/** Plain data, so that a worker can hand it to the page. */
export interface RatingRequests {
  requests: RequestToRate[];
  /** null where there is no ranker. */
  ranker: {
    version: string;
    calibration: Calibration;
    scores: Record<string, Record<string, number>>;
  } | null;
}

/**
 * The candidates of all stored remixes, with the ranker's scores and its choice against the baseline's.
 * A remix whose songs are gone is left out.
 */
export async function ratingRequests(
  { songs: songStore, remixes }: RemixStores,
  ranker: Ranker | null,
): Promise<RatingRequests> {
  const { records } = await remixes.list();
  const requests: RequestToRate[] = [];
  const scores: Record<string, Record<string, number>> = {};
  for (const remix of records) {
    const candidates = candidatesOf(remix);
    if (candidates.length < 2) continue;
    const songs = await knownSongs(songStore, remix.songs).catch(() => null);
    if (!songs) continue;
    const scored = ranker && (await scoresOf(songs, remix, candidates, ranker));
    if (scored) scores[remix.id] = scored;
    requests.push({
      requestId: remix.id,
      candidates: candidates.map(toRate),
      ...(scored && { contest: contestOf(remix, candidates, scored) }),
    });
  }
  return {
    requests,
    ranker: ranker && {
      version: ranker.manifest.sha256,
      calibration: calibrationOf(ranker.manifest),
      scores,
    },
  };
}

/** The ranker's chances by the scores that were handed over. */
export function predictorOf({
  calibration,
  scores,
}: NonNullable<RatingRequests['ranker']>): PredictWin {
  return (requestId, first, second) => {
    const of = scores[requestId];
    return of ? winProbability(of[first] - of[second], calibration) : 0.5;
  };
}

/** Without those that were edited by hand. */
function candidatesOf({ plans, editedFrom }: RemixRecord): RemixPlan[] {
  return plans.filter(({ id }) => !(id in editedFrom));
}

async function scoresOf(
  songs: Record<SongSide, KnownSong>,
  remix: RemixRecord,
  plans: readonly RemixPlan[],
  ranker: Ranker,
): Promise<Record<string, number> | null> {
  try {
    const intent = intentOf(remix, songs);
    const scores = await ranker.score(plans.map((plan) => planFeatures(plan, songs, intent)));
    return Object.fromEntries(plans.map(({ id }, i) => [id, scores[i]]));
  } catch {
    return null;
  }
}

function contestOf(
  { intent, songs, prompt }: RemixRecord,
  candidates: readonly RemixPlan[],
  scores: Record<string, number>,
): RequestToRate['contest'] {
  const model = candidates.reduce((best, plan) =>
    scores[plan.id] > scores[best.id] ? plan : best,
  );
  const asked =
    intent ??
    intentOf(
      { intent, prompt },
      { a: { title: songs.a.title, artist: null }, b: { title: songs.b.title, artist: null } },
    );
  // The baseline takes the first of equals, so it is asked in an order that no ranker has made.
  const neutral = [...candidates].sort((one, two) => (one.id < two.id ? -1 : 1));
  const baseline = choosePlan({ candidates: neutral, intent: asked, rejected: [] });
  return { model: toRate(model), baseline: toRate(baseline) };
}

function toRate({ id, family }: RemixPlan): { planId: string; family: string } {
  return { planId: id, family };
}
