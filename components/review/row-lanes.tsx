'use client';

/** The lanes of a candidate in the list: an empty place of their height until they come near the window. */
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { PlanPlayer } from '../player/plan-player';
import { LAYOUTS, type LanePlace } from './lane-layout';
import { PlanLanes } from './plan-lanes';
import { PlanPlayhead } from './plan-playhead';
import { useNear } from './use-near';
import { usePlanLevel } from './use-plan-level';
import type { ReviewSongs } from './use-review-songs';

interface RowLanesProps {
  plan: RemixPlan;
  /** "Candidate 3". */
  name: string;
  songs: ReviewSongs | null;
  player: PlanPlayer | null;
  axisBeats: number;
  beatsPerBar: number;
  onPick: (place: LanePlace) => void;
}

export function RowLanes(props: RowLanesProps) {
  const [ref, isNear] = useNear();
  return (
    <div ref={ref} style={{ minWidth: 0, height: LAYOUTS.small.height }}>
      {isNear && <Lanes {...props} />}
    </div>
  );
}

function Lanes({ plan, name, songs, player, axisBeats, beatsPerBar, onPick }: RowLanesProps) {
  return (
    <PlanLanes
      {...{ plan, name, axisBeats, beatsPerBar, onPick }}
      size="small"
      maps={songs?.maps ?? null}
      level={usePlanLevel(plan, songs)}
    >
      {player && <PlanPlayhead player={player} planId={plan.id} axisBeats={axisBeats} />}
    </PlanLanes>
  );
}
