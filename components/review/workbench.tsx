'use client';

/** The open plan, and beside another one where the two are compared. */
import { useMemo } from 'react';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import type { PlanPlayer } from '../player/plan-player';
import { ComparePlans, type NamedPlan } from './compare-plans';
import type { LanePlace } from './lane-layout';
import type { PlanDrafts } from './plan-drafts';
import { PlanEditor } from './plan-editor';
import { usePlanEdits } from './use-plan-edits';
import { usePlayKey } from './use-play-key';
import type { ReviewSongs } from './use-review-songs';

export function Workbench({
  remix,
  opened,
  drafts,
  name,
  compared,
  songs,
  player,
  axisBars,
  place,
  onPlace,
  onKept,
  onEndComparison,
}: {
  remix: RemixRecord;
  opened: RemixPlan;
  drafts: PlanDrafts;
  name: string;
  compared: NamedPlan | null;
  songs: ReviewSongs | null;
  player: PlanPlayer | null;
  axisBars: number;
  place: LanePlace;
  onPlace: (place: LanePlace) => void;
  onKept: (planId: string, openedId: string) => void;
  onEndComparison: () => void;
}) {
  const context = useMemo(() => songs?.contextOf(opened) ?? null, [songs, opened]);
  const edits = usePlanEdits(opened, drafts, context);
  usePlayKey(player, edits.plan);
  return (
    <>
      <PlanEditor
        {...{ remix, opened, name, edits, songs, player, axisBars, place, onPlace }}
        onKept={(planId) => onKept(planId, opened.id)}
      />
      {compared && (
        <ComparePlans
          remix={remix}
          pair={[{ plan: edits.plan, name: edits.isEdited ? `${name}, changed` : name }, compared]}
          songs={songs}
          player={player}
          onClose={onEndComparison}
        />
      )}
    </>
  );
}
