'use client';

/** All plans of a remix: one open to be changed, all in a list on one axis of bars, two side by side. */
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { storedRemixTitle } from '@/lib/studio/stored-remix-title';
import { KeysButton } from '../player/keys-button';
import type { PlanSource } from '../player/plan-player';
import { usePlanPlayer } from '../player/use-plan-player';
import { RemixProgress } from '../remix/remix-progress';
import { ButtonLink } from '../ui/button';
import { Chip } from '../ui/chip';
import { Notice } from '../ui/notice';
import { BarAxis } from './bar-axis';
import { CandidateRow } from './candidate-row';
import { barsOf } from './compare-plans';
import type { LanePlace } from './lane-layout';
import { ListControls } from './list-controls';
import { NO_FILTER, orderPlans, type PlanFilter, type PlanOrder } from './order-plans';
import { planNames } from './plan-names';
import { RejectedPlans } from './rejected-plans';
import styles from './review.module.css';
import { beatsPerBarOf } from './use-plan-level';
import { REVIEW_KEYS } from './use-play-key';
import { useReviewSongs } from './use-review-songs';
import { Workbench } from './workbench';

const NOTHING: readonly RemixPlan[] = [];
const FIRST_PLACE: LanePlace = { row: 'section', section: 0 };
/** Room on the axis to make the longest plan longer, and whole phrases. */
const AXIS_STEP_BARS = 8;

export function Review({
  remix,
  areSongsHere,
  scores,
}: {
  remix: RemixRecord;
  areSongsHere: boolean;
  /** By plan id, 0 to 1: shown beside each candidate and offered as an order. */
  scores?: Readonly<Record<string, number>>;
}) {
  const songs = useReviewSongs(remix);
  const [openId, setOpenId] = useState(remix.chosenPlanId);
  const [comparedId, setComparedId] = useState<string | null>(null);
  const [place, setPlace] = useState(FIRST_PLACE);
  const [order, setOrder] = useState<PlanOrder>('choice');
  const [filter, setFilter] = useState<PlanFilter>(NO_FILTER);
  const names = useMemo(() => planNames(remix), [remix]);
  const all = useMemo(
    () => [...remix.plans, ...remix.rejected.map(({ plan }) => plan)],
    [remix.plans, remix.rejected],
  );
  const opened = all.find(({ id }) => id === openId) ?? remix.plans[0];
  const compared = all.find(({ id }) => id === comparedId && id !== opened.id) ?? null;
  const shown = useMemo(
    () => orderPlans(remix.plans, order, filter, scores),
    [remix.plans, order, filter, scores],
  );
  // The list is long: it is drawn in steps, after the open plan.
  const listed = useDeferredValue(shown, NOTHING);
  const listSongs = useDeferredValue(songs);
  const axisBars = useMemo(() => {
    const longest = Math.max(...all.map((plan) => barsOf(remix, plan)));
    return Math.ceil((longest + 1) / AXIS_STEP_BARS) * AXIS_STEP_BARS;
  }, [remix, all]);

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
  const open = useCallback((planId: string, at: LanePlace = FIRST_PLACE) => {
    setOpenId(planId);
    setPlace(at);
    document.getElementById('open-plan-title')?.scrollIntoView({ block: 'center' });
  }, []);
  const compare = useCallback(
    (planId: string) => setComparedId((known) => (known === planId ? null : planId)),
    [],
  );
  const nameOf = (planId: string) => names.get(planId) ?? 'Plan';
  return (
    <>
      <Head remix={remix} />
      {!areSongsHere && (
        <Notice tone="info" title="One of the two songs is gone" announce={false}>
          The plans can be looked at. To hear or change them, add the song to the library again and
          make the remix anew.
        </Notice>
      )}
      <RemixProgress />
      <Workbench
        key={opened.id}
        {...{ remix, opened, songs, player, axisBars, place }}
        name={nameOf(opened.id)}
        compared={compared && { plan: compared, name: nameOf(compared.id) }}
        onPlace={setPlace}
        onKept={setOpenId}
        onEndComparison={() => setComparedId(null)}
      />
      <section className={styles.candidates} aria-labelledby="all-candidates-title">
        <div className={styles.head}>
          <h2 id="all-candidates-title">
            Candidates <span className={styles.count}>{remix.plans.length}</span>
          </h2>
          <ListControls
            {...{ order, filter }}
            hasScores={scores !== undefined}
            onOrder={setOrder}
            onFilter={setFilter}
          />
        </div>
        <div className={styles.axis}>
          <BarAxis bars={axisBars} />
        </div>
        <ol className={styles.list}>
          {listed.map((plan) => (
            <CandidateRow
              key={plan.id}
              {...{ remix, plan, player, axisBars }}
              songs={listSongs}
              name={nameOf(plan.id)}
              score={scores?.[plan.id]}
              isOpen={plan.id === opened.id}
              isCompared={plan.id === compared?.id}
              onOpen={open}
              onCompare={compare}
            />
          ))}
        </ol>
        {shown.length === 0 && <p>No candidate is like that. Choose another shape or voice.</p>}
      </section>
      <RejectedPlans remix={remix} axisBars={axisBars} onOpen={open} />
    </>
  );
}

function Head({ remix }: { remix: RemixRecord }) {
  const { intent } = remix;
  return (
    <div className={styles.top}>
      <div className={styles.head}>
        <h1>Review</h1>
        <div className={styles.links}>
          <KeysButton only={REVIEW_KEYS} />
          <ButtonLink href={`/remix?id=${remix.id}`}>To the remix</ButtonLink>
        </div>
      </div>
      <p className={styles.title}>
        {storedRemixTitle(remix)}
        {remix.prompt && ` · "${remix.prompt}"`}
      </p>
      {intent && intent.understood.length + intent.ignored.length > 0 && (
        <ul className={styles.chips} aria-label="What was made of the sentence">
          {intent.understood.map(({ field, words, meaning }) => (
            <li key={`${field} ${words}`} title={`from "${words}"`}>
              <Chip color="var(--color-success)">{meaning}</Chip>
            </li>
          ))}
          {intent.ignored.map((words) => (
            <li key={words}>
              <Chip muted>ignored: {words}</Chip>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
