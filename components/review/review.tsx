'use client';

/** All plans of a remix: one open to be changed, all in a list on one axis of bars, two side by side. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import type { JudgeRequest } from '@/lib/studio/judge-plans';
import type { PlanSource } from '../player/plan-player';
import { usePlanPlayer } from '../player/use-plan-player';
import { RemixProgress } from '../remix/remix-progress';
import { useObservable } from '../studio/use-observable';
import { Notice } from '../ui/notice';
import { CandidateList } from './candidate-list';
import { barsOf } from './compare-plans';
import type { LanePlace } from './lane-layout';
import { draftOf, PlanDrafts } from './plan-drafts';
import { planNames } from './plan-names';
import { RejectedPlans } from './rejected-plans';
import { ReviewHead } from './review-head';
import { TastePanel } from './taste-panel';
import { useJudgement } from './use-judgement';
import { beatsPerBarOf } from './use-plan-level';
import { useReviewSongs } from './use-review-songs';
import { Workbench } from './workbench';

const FIRST_PLACE: LanePlace = { row: 'section', section: 0 };
/** Room on the axis to make the longest plan longer, and whole phrases. */
const AXIS_STEP_BARS = 8;

export function Review({ remix, areSongsHere }: { remix: RemixRecord; areSongsHere: boolean }) {
  const songs = useReviewSongs(remix);
  const [drafts] = useState(() => new PlanDrafts(remix.id));
  const histories = useObservable(drafts.histories);
  const [openId, setOpenId] = useState(remix.chosenPlanId);
  const [comparedId, setComparedId] = useState<string | null>(null);
  const [place, setPlace] = useState(FIRST_PLACE);
  const originals = useMemo(
    () => [...remix.plans, ...remix.rejected.map(({ plan }) => plan)],
    [remix.plans, remix.rejected],
  );
  const opened = originals.find(({ id }) => id === openId) ?? remix.plans[0];
  const present = draftOf(histories, opened.id) ?? opened;
  const changed = useMemo(
    () => originals.flatMap(({ id }) => draftOf(histories, id) ?? []),
    [originals, histories],
  );
  const all = useMemo(() => [...originals, ...changed], [originals, changed]);
  const compared = all.find(({ id }) => id === comparedId && id !== present.id) ?? null;
  const axisBars = useMemo(() => {
    const longest = Math.max(...all.map((plan) => barsOf(remix, plan)));
    return Math.ceil((longest + 1) / AXIS_STEP_BARS) * AXIS_STEP_BARS;
  }, [remix, all]);
  const names = useMemo(() => planNames(remix, histories), [remix, histories]);
  const nameOf = useCallback((planId: string) => names.get(planId) ?? 'Plan', [names]);

  const judged = useJudgement(
    useMemo<JudgeRequest | null>(() => {
      if (!areSongsHere || songs === null) return null;
      const candidateIds = remix.plans.map(({ id }) => id);
      return {
        remix: { songs: remix.songs, intent: remix.intent, prompt: remix.prompt },
        plans: distinct([...remix.plans, ...changed, present, ...(compared ? [compared] : [])]),
        planId: present.id,
        rivalIds: compared ? [compared.id] : candidateIds,
      };
    }, [areSongsHere, songs, remix, changed, present, compared]),
  );

  const beatsPerBar = beatsPerBarOf(remix.songs, opened);
  // A stored change hands over the same songs as new objects: what is heard goes on.
  const songsText = JSON.stringify(remix.songs);
  const source = useMemo<PlanSource | null>(
    () => (areSongsHere ? { songs: JSON.parse(songsText), beatsPerBar } : null),
    [areSongsHere, songsText, beatsPerBar],
  );
  const player = usePlanPlayer(source);
  // The first bars of what is looked at are made while it is looked at.
  useEffect(() => void player?.preload([opened]), [player, opened]);
  const open = useCallback((openedId: string, at: LanePlace = FIRST_PLACE) => {
    setOpenId(openedId);
    setPlace(at);
    document.getElementById('open-plan-title')?.scrollIntoView({ block: 'center' });
  }, []);
  const compare = useCallback(
    (planId: string) => setComparedId((known) => (known === planId ? null : planId)),
    [],
  );
  const discard = useCallback((openedId: string) => drafts.discard(openedId), [drafts]);
  const keep = useCallback(
    (keptId: string, openedId: string) => {
      setOpenId(keptId);
      drafts.discard(openedId);
    },
    [drafts],
  );
  return (
    <>
      <ReviewHead remix={remix} />
      {!areSongsHere && (
        <Notice tone="info" title="One of the two songs is gone" announce={false}>
          The plans can be looked at. To hear or change them, add the song to the library again and
          make the remix anew.
        </Notice>
      )}
      <RemixProgress />
      <Workbench
        key={opened.id}
        {...{ remix, opened, drafts, songs, player, axisBars, place }}
        name={nameOf(opened.id)}
        compared={compared && { plan: compared, name: nameOf(compared.id) }}
        onPlace={setPlace}
        onKept={keep}
        onEndComparison={() => setComparedId(null)}
      />
      {areSongsHere && (
        <TastePanel
          remix={remix}
          plan={present}
          name={nameOf(present.id)}
          {...{ judged, nameOf }}
        />
      )}
      <CandidateList
        {...{ remix, histories, judged, songs, player, axisBars, nameOf }}
        openedId={opened.id}
        comparedId={compared?.id ?? null}
        onOpen={open}
        onCompare={compare}
        onDiscard={discard}
      />
      <RejectedPlans remix={remix} axisBars={axisBars} onOpen={open} />
    </>
  );
}

function distinct(plans: readonly RemixPlan[]): RemixPlan[] {
  return [...new Map(plans.map((plan) => [plan.id, plan])).values()];
}
