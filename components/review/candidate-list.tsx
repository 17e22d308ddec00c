'use client';

/** All candidates under each other on one axis of bars, in an order and with what is not asked for left out. */
import { useDeferredValue, useMemo, useState } from 'react';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import type { PlanPlayer } from '../player/plan-player';
import { BarAxis } from './bar-axis';
import { CandidateRow } from './candidate-row';
import type { LanePlace } from './lane-layout';
import { ListControls } from './list-controls';
import { NO_FILTER, orderPlans, type PlanFilter, type PlanOrder } from './order-plans';
import { type DraftHistories, draftOf } from './plan-drafts';
import { rankPlans } from './rank-plans';
import styles from './review.module.css';
import type { Judged } from './use-judgement';
import type { ReviewSongs } from './use-review-songs';

const NOTHING: readonly RemixPlan[] = [];
const NO_RANKS = {};

export function CandidateList({
  remix,
  histories,
  judged,
  songs,
  player,
  axisBars,
  nameOf,
  openedId,
  comparedId,
  onOpen,
  onCompare,
  onDiscard,
}: {
  remix: RemixRecord;
  histories: DraftHistories;
  judged: Judged;
  songs: ReviewSongs | null;
  player: PlanPlayer | null;
  axisBars: number;
  nameOf: (planId: string) => string;
  openedId: string;
  comparedId: string | null;
  onOpen: (openedId: string, place?: LanePlace) => void;
  onCompare: (planId: string) => void;
  onDiscard: (openedId: string) => void;
}) {
  const [order, setOrder] = useState<PlanOrder>('choice');
  const [filter, setFilter] = useState<PlanFilter>(NO_FILTER);
  const { all, openedOf } = useMemo(() => withDrafts(remix, histories), [remix, histories]);
  const ranks = useMemo(
    () =>
      typeof judged === 'string'
        ? NO_RANKS
        : rankPlans(judged, new Set(remix.plans.map(({ id }) => id)), remix.chosenPlanId),
    [judged, remix.plans, remix.chosenPlanId],
  ) as ReturnType<typeof rankPlans>;
  const shown = useMemo(() => {
    const verdicts = typeof judged === 'string' ? [] : judged.verdicts;
    const byId = Object.fromEntries(verdicts.map((one) => [one.planId, one]));
    return orderPlans(all, order, filter, byId);
  }, [all, order, filter, judged]);
  // The list is long: it is drawn in steps, after the open plan.
  const listed = useDeferredValue(shown, NOTHING);
  const listSongs = useDeferredValue(songs);
  return (
    <section className={styles.candidates} aria-labelledby="all-candidates-title">
      <div className={styles.head}>
        <h2 id="all-candidates-title">
          Candidates <span className={styles.count}>{remix.plans.length}</span>
        </h2>
        <ListControls
          {...{ order, filter }}
          hasScores={typeof judged !== 'string'}
          onOrder={setOrder}
          onFilter={setFilter}
        />
      </div>
      <div className={styles.axis}>
        <BarAxis bars={axisBars} />
      </div>
      <ol className={styles.list}>
        {listed.map((plan) => {
          const draftFrom = openedOf.get(plan.id) ?? null;
          const hasDraft = draftOf(histories, plan.id) !== null;
          return (
            <CandidateRow
              key={draftFrom === null ? plan.id : `changed ${draftFrom}`}
              {...{ remix, plan, player, axisBars, hasDraft, onOpen, onCompare, onDiscard }}
              songs={listSongs}
              name={nameOf(plan.id)}
              rank={ranks[plan.id]}
              draftOf={draftFrom}
              isOpen={(draftFrom ?? plan.id) === openedId && !hasDraft}
              isCompared={plan.id === comparedId}
            />
          );
        })}
      </ol>
      {shown.length === 0 && <p>No candidate is like that. Choose another shape or voice.</p>}
    </section>
  );
}

/** The candidates, each followed by its changed form where there is one. */
function withDrafts(
  { plans, rejected }: Pick<RemixRecord, 'plans' | 'rejected'>,
  histories: DraftHistories,
): { all: RemixPlan[]; openedOf: ReadonlyMap<string, string> } {
  const openedOf = new Map<string, string>();
  const all: RemixPlan[] = [];
  const add = (opened: RemixPlan, isListed: boolean) => {
    if (isListed) all.push(opened);
    const draft = draftOf(histories, opened.id);
    // changed into a candidate that is there already
    if (draft === null || plans.some(({ id }) => id === draft.id)) return;
    all.push(draft);
    openedOf.set(draft.id, opened.id);
  };
  for (const plan of plans) add(plan, true);
  for (const { plan } of rejected) add(plan, false);
  return { all, openedOf };
}
