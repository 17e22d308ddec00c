'use client';

/** All plans that were made for the request: small timelines, each to be heard. */
import { useMemo } from 'react';
import { lengthBeats, type RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import type { RemixTask } from '../studio/remixes';
import { useStudio } from '../studio/studio-provider';
import { useSelected } from '../studio/use-observable';
import { cx } from '../ui/cx';
import { formatTime } from '../ui/format';
import { Icon } from '../ui/icon';
import { VisuallyHidden } from '../ui/visually-hidden';
import { SectionStrip } from '../waveform/section-strip';
import { planStripSections } from '../waveform/strip-sections';
import styles from './candidates.module.css';
import { FAMILY_TITLES } from './family-titles';

export function Candidates({
  remix,
  shownPlanId,
}: {
  remix: RemixRecord;
  /** Which is heard; it may not have been rendered yet. */
  shownPlanId: string;
}) {
  const { remixes, livePlans } = useStudio();
  const longest = Math.max(...remix.plans.map(lengthBeats));
  return (
    // With a hand on the way to a candidate, what makes its first bars is begun.
    <section
      className={styles.candidates}
      aria-labelledby="candidates-title"
      onPointerEnter={() => livePlans.wake()}
      onFocus={() => livePlans.wake()}
    >
      <h3 id="candidates-title">
        Candidates <span className={styles.count}>{remix.plans.length}</span>
      </h3>
      <ol className={styles.list}>
        {remix.plans.map((plan, index) => (
          <li key={plan.id}>
            <Candidate
              plan={plan}
              number={index + 1}
              longestBeats={longest}
              isChosen={plan.id === shownPlanId}
              isRendered={remix.renders[plan.id] !== undefined}
              isEdited={remix.editedFrom[plan.id] !== undefined}
              onChoose={() => void remixes.choose(remix, plan.id)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Candidate({
  plan,
  number,
  longestBeats,
  isChosen,
  isRendered,
  isEdited,
  onChoose,
}: {
  plan: RemixPlan;
  number: number;
  /** Length of the longest: all are drawn on one scale. */
  longestBeats: number;
  isChosen: boolean;
  isRendered: boolean;
  /** Made by hand from another. */
  isEdited: boolean;
  onChoose: () => void;
}) {
  const { remixes } = useStudio();
  const percent = useSelected(remixes.task, (task) => percentOf(task, plan));
  const beats = lengthBeats(plan);
  const sections = useMemo(() => planStripSections(plan), [plan]);
  const { title } = FAMILY_TITLES[plan.family];
  const singer = plan.vocalSong.toUpperCase();
  const state = percent !== null ? `${percent} %` : isChosen ? 'Shown' : isRendered ? 'Ready' : '';
  return (
    <button
      type="button"
      className={cx(styles.candidate, isChosen && styles.chosen)}
      aria-pressed={isChosen}
      onClick={onChoose}
    >
      <span className={styles.head}>
        <VisuallyHidden>Candidate </VisuallyHidden>
        <span className={styles.number}>{number}</span>
        <span className={styles.family}>{isEdited ? `${title}, edited` : title}</span>
        <span className={styles.singer} style={{ color: `var(--color-song-${plan.vocalSong})` }}>
          {singer} sings
        </span>
        <span className={styles.length}>{formatTime((beats * 60) / plan.tempo.targetBpm)}</span>
        <span className={styles.state}>
          {state || (
            <>
              <Icon name="play" size={12} /> Hear
            </>
          )}
        </span>
      </span>
      <span className={styles.strip} style={{ width: `${(beats / longestBeats) * 100}%` }}>
        <SectionStrip sections={sections} length={beats} />
      </span>
    </button>
  );
}

/** How far its rendering is; null while it is not rendered. */
function percentOf(task: RemixTask | null, plan: RemixPlan): number | null {
  if (task?.state !== 'working' || task.planId !== plan.id) return null;
  return Math.round(task.progress.fraction * 100);
}
