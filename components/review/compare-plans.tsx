'use client';

/** Two plans side by side on one scale of bars, and the figures in which they differ. */
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import type { PlanPlayer } from '../player/plan-player';
import { IconButton } from '../ui/button';
import { BarAxis } from './bar-axis';
import styles from './compare-plans.module.css';
import { HearButton } from './hear-button';
import { planFacts } from './plan-facts';
import { PlanLanes } from './plan-lanes';
import { PlanPlayhead } from './plan-playhead';
import { beatsPerBarOf, usePlanLevel } from './use-plan-level';
import type { ReviewSongs } from './use-review-songs';

export interface NamedPlan {
  plan: RemixPlan;
  name: string;
}

export function ComparePlans({
  remix,
  pair,
  songs,
  player,
  onClose,
}: {
  remix: RemixRecord;
  pair: readonly [NamedPlan, NamedPlan];
  songs: ReviewSongs | null;
  player: PlanPlayer | null;
  onClose: () => void;
}) {
  const bars = Math.max(...pair.map(({ plan }) => barsOf(remix, plan)));
  const facts = pair.map(({ plan }) => planFacts(plan, beatsPerBarOf(remix.songs, plan)));
  return (
    <section className={styles.compare} aria-labelledby="compare-title">
      <div className={styles.head}>
        <h2 id="compare-title">Side by side</h2>
        <IconButton icon="close" label="End the comparison" onClick={onClose} />
      </div>
      <div className={styles.pair}>
        {pair.map((named) => (
          <Side key={named.name} {...{ remix, named, songs, player, bars }} />
        ))}
      </div>
      <div className={styles.scroll}>
        <table className={styles.facts}>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              {pair.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {facts[0].map(({ name, value }, i) => (
              <tr key={name} data-differs={value !== facts[1][i].value || undefined}>
                <th scope="row">{name}</th>
                <td>{value}</td>
                <td>{facts[1][i].value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Side({
  remix,
  named: { plan, name },
  songs,
  player,
  bars,
}: {
  remix: RemixRecord;
  named: NamedPlan;
  songs: ReviewSongs | null;
  player: PlanPlayer | null;
  bars: number;
}) {
  const beatsPerBar = beatsPerBarOf(remix.songs, plan);
  const axisBeats = bars * beatsPerBar;
  return (
    <div className={styles.side}>
      <div className={styles.head}>
        <h3>{name}</h3>
        {player && <HearButton player={player} plan={plan} name={`${name}, side by side`} />}
      </div>
      <BarAxis bars={bars} />
      <PlanLanes
        plan={plan}
        name={`${name}, side by side`}
        size="large"
        axisBeats={axisBeats}
        beatsPerBar={beatsPerBar}
        maps={songs?.maps ?? null}
        level={usePlanLevel(plan, songs)}
      >
        {player && <PlanPlayhead player={player} planId={plan.id} axisBeats={axisBeats} />}
      </PlanLanes>
    </div>
  );
}

/** Length of a plan in bars of its own. */
export function barsOf(remix: Pick<RemixRecord, 'songs'>, plan: RemixPlan): number {
  const last = plan.sections[plan.sections.length - 1];
  return Math.ceil((last.startBeat + last.lengthBeats) / beatsPerBarOf(remix.songs, plan));
}
