'use client';

/** The plan that is open: large, to be heard, explained and changed by hand. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { lengthBeats, type RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import type { PlanPlayer } from '../player/plan-player';
import { PlanReasons } from '../remix/plan-reasons';
import { useStudio } from '../studio/studio-provider';
import { useSelected } from '../studio/use-observable';
import { Button, IconButton } from '../ui/button';
import { BarAxis } from './bar-axis';
import { HearButton } from './hear-button';
import type { LanePlace } from './lane-layout';
import { LaneNames } from './lane-names';
import styles from './plan-editor.module.css';
import { PlanLanes } from './plan-lanes';
import { PlanPlayhead } from './plan-playhead';
import { RulesPanel } from './rules-panel';
import { SectionInspector } from './section-inspector';
import { SectionLines } from './section-lines';
import type { PlanEdits } from './use-plan-edits';
import { beatsPerBarOf, usePlanLevel } from './use-plan-level';
import type { ReviewSongs } from './use-review-songs';

export function PlanEditor({
  remix,
  opened,
  name,
  edits,
  songs,
  player,
  axisBars,
  place,
  onPlace,
  onKept,
}: {
  remix: RemixRecord;
  /** As it was before it was changed. */
  opened: RemixPlan;
  name: string;
  edits: PlanEdits;
  songs: ReviewSongs | null;
  player: PlanPlayer | null;
  axisBars: number;
  /** The block that is being worked on. */
  place: LanePlace;
  onPlace: (place: LanePlace) => void;
  /** The changed plan is a candidate of its own now. */
  onKept: (planId: string) => void;
}) {
  const { remixes } = useStudio();
  const [isKeeping, setIsKeeping] = useState(false);
  const isRendering = useSelected(remixes.task, (task) => task?.state === 'working');
  const { plan, violations, isEdited } = edits;
  const beatsPerBar = beatsPerBarOf(remix.songs, plan);
  const axisBeats = axisBars * beatsPerBar;
  const level = usePlanLevel(plan, songs);
  const broken = useMemo(
    () => new Set(violations.flatMap(({ sectionIndex }) => sectionIndex ?? [])),
    [violations],
  );
  const section = Math.min(place.section, plan.sections.length - 1);
  useFollow(player, plan);
  const isKnown = remix.plans.some(({ id }) => id === plan.id);
  const keep = async () => {
    setIsKeeping(true);
    const kept = await remixes.addPlan(remix, plan, opened.id);
    setIsKeeping(false);
    if (kept) onKept(plan.id);
  };
  return (
    <section className={styles.editor} aria-labelledby="open-plan-title">
      <div className={styles.head}>
        <h2 id="open-plan-title">
          {name}
          {isEdited && <span className={styles.changed}> changed by hand</span>}
        </h2>
        <div className={styles.actions}>
          {player && <HearButton player={player} plan={plan} name="the open plan" />}
          <IconButton
            icon="undo"
            look="secondary"
            label={edits.undoes ? `Undo: ${edits.undoes}` : 'Nothing to undo'}
            disabled={edits.undoes === null}
            onClick={edits.undo}
          />
          <IconButton
            icon="redo"
            look="secondary"
            label={edits.redoes ? `Redo: ${edits.redoes}` : 'Nothing to redo'}
            disabled={edits.redoes === null}
            onClick={edits.redo}
          />
          {isKnown ? (
            <Button
              icon="spark"
              disabled={isRendering || plan.id === remix.chosenPlanId}
              onClick={() => void remixes.choose(remix, plan.id)}
            >
              {plan.id === remix.chosenPlanId ? 'This is the remix' : 'Make it the remix'}
            </Button>
          ) : (
            <Button
              icon="plus"
              disabled={violations.length > 0 || isKeeping || songs === null}
              title={violations.length > 0 ? 'Mend what the rules say first' : undefined}
              onClick={() => void keep()}
            >
              Keep as a candidate
            </Button>
          )}
        </div>
      </div>
      <div className={styles.stage}>
        <span />
        <BarAxis bars={axisBars} />
        <LaneNames />
        <PlanLanes
          plan={plan}
          name="The open plan"
          size="large"
          axisBeats={axisBeats}
          beatsPerBar={beatsPerBar}
          maps={songs?.maps ?? null}
          level={level}
          broken={broken}
          selected={{ ...place, section }}
          onPick={onPlace}
        >
          {songs && (
            <SectionLines
              plan={plan}
              axisBeats={axisBeats}
              beatsPerBar={beatsPerBar}
              onTry={edits.try}
              onMake={edits.make}
            />
          )}
          {player && <PlanPlayhead player={player} planId={plan.id} axisBeats={axisBeats} />}
        </PlanLanes>
      </div>
      <div className={styles.below}>
        {songs && (
          <SectionInspector
            plan={plan}
            section={section}
            beatsPerBar={beatsPerBar}
            songs={songs}
            onTry={edits.try}
            onMake={edits.make}
            onHear={() => void player?.play(plan, plan.sections[section].startBeat)}
          />
        )}
        <div className={styles.side}>
          {songs && <RulesPanel violations={violations} refusal={edits.refusal} />}
          <p className={styles.length}>
            {lengthBeats(plan) / beatsPerBar} bars in {plan.sections.length} sections
          </p>
        </div>
        <PlanReasons remix={remix} plan={plan} />
      </div>
    </section>
  );
}

/** What is heard of the plan follows its changes, at the next bar. */
function useFollow(player: PlanPlayer | null, plan: RemixPlan): void {
  const last = useRef(plan.id);
  useEffect(() => {
    const before = last.current;
    last.current = plan.id;
    if (!player || before === plan.id) return;
    const { plan: heard, next } = player.state.get();
    if (before === (next ?? heard)?.id) player.choose(plan);
  }, [player, plan]);
}
