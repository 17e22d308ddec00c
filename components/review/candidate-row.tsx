'use client';

/** One candidate in the list: what it is, its lanes, and what can be done with it. */
import { memo } from 'react';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { lengthBeats } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import type { PlanPlayer } from '../player/plan-player';
import { FAMILY_TITLES } from '../remix/family-titles';
import { Button } from '../ui/button';
import { cx } from '../ui/cx';
import { formatBpm, formatTime } from '../ui/format';
import styles from './candidate-row.module.css';
import { HearButton } from './hear-button';
import type { LanePlace } from './lane-layout';
import { type PlanRank, RankBadge } from './rank-badge';
import { RowLanes } from './row-lanes';
import { beatsPerBarOf } from './use-plan-level';
import type { ReviewSongs } from './use-review-songs';

export const CandidateRow = memo(function CandidateRow({
  remix,
  plan,
  name,
  songs,
  player,
  axisBars,
  rank,
  draftOf,
  hasDraft,
  isOpen,
  isCompared,
  onOpen,
  onCompare,
  onDiscard,
}: {
  remix: RemixRecord;
  plan: RemixPlan;
  /** "Candidate 3". */
  name: string;
  songs: ReviewSongs | null;
  player: PlanPlayer | null;
  axisBars: number;
  /** By the ranking in use; undefined where there is none. */
  rank: PlanRank | undefined;
  /** Of a plan that is being changed: the plan that it was made from. */
  draftOf: string | null;
  /** Whether its changed form is a row of its own, in which it is worked on. */
  hasDraft: boolean;
  isOpen: boolean;
  isCompared: boolean;
  onOpen: (planId: string, place?: LanePlace) => void;
  onCompare: (planId: string) => void;
  onDiscard: (openedId: string) => void;
}) {
  const beatsPerBar = beatsPerBarOf(remix.songs, plan);
  const openedId = draftOf ?? plan.id;
  const state =
    plan.id === remix.chosenPlanId ? 'chosen' : remix.renders[plan.id] ? 'rendered' : null;
  return (
    <li className={cx(styles.row, isOpen && styles.open)}>
      <div className={styles.head}>
        <b className={styles.name}>{name}</b>
        <span>{FAMILY_TITLES[plan.family].title}</span>
        <span style={{ color: `var(--color-song-${plan.vocalSong})` }}>
          {plan.vocalSong.toUpperCase()} sings
        </span>
        <span className={styles.muted}>
          {formatBpm(plan.tempo.targetBpm)} BPM ·{' '}
          {formatTime((lengthBeats(plan) * 60) / plan.tempo.targetBpm)}
        </span>
        {remix.editedFrom[plan.id] && <span className={styles.badge}>edited by you</span>}
        {draftOf !== null && <span className={styles.badge}>not kept yet</span>}
        {state && <span className={styles.badge}>{state}</span>}
        {rank && <RankBadge {...rank} />}
        <span className={styles.actions}>
          {player && <HearButton player={player} plan={plan} name={name.toLowerCase()} />}
          <Button
            className={styles.action}
            aria-pressed={isCompared}
            aria-label={`Compare with ${name.toLowerCase()}`}
            disabled={isOpen}
            onClick={() => onCompare(plan.id)}
          >
            Compare
          </Button>
          {!hasDraft && (
            <Button
              className={styles.action}
              aria-pressed={isOpen}
              aria-label={`${isOpen ? 'Open' : 'Edit'}: ${name.toLowerCase()}`}
              onClick={() => onOpen(openedId)}
            >
              {isOpen ? 'Open' : 'Edit'}
            </Button>
          )}
          {draftOf !== null && (
            <Button
              className={styles.action}
              aria-label={`Discard ${name.toLowerCase()}`}
              onClick={() => onDiscard(draftOf)}
            >
              Discard
            </Button>
          )}
        </span>
      </div>
      <RowLanes
        {...{ plan, name, songs, player, beatsPerBar }}
        axisBeats={axisBars * beatsPerBar}
        onPick={(place) => onOpen(openedId, place)}
      />
    </li>
  );
});
