'use client';

/** Why the open plan stands where it stands: its place, what tells it from its rival, and every figure. */
import { useMemo } from 'react';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import type { Judgement } from '@/lib/studio/judge-plans';
import { FeatureTable } from './feature-table';
import { MarginWaterfall } from './margin-waterfall';
import { RiskMeter } from './risk-meter';
import { RubricRadar } from './rubric-radar';
import styles from './taste-panel.module.css';
import { chanceText, choiceText, ordinal, placeAmong } from './taste-words';
import type { Judged } from './use-judgement';

interface TastePanelProps {
  remix: RemixRecord;
  /** As it stands, with its changes. */
  plan: Pick<RemixPlan, 'id'>;
  name: string;
  judged: Judged;
  nameOf: (planId: string) => string;
}

export function TastePanel({ judged, ...shown }: TastePanelProps) {
  return (
    <section className={styles.panel} aria-labelledby="taste-panel-title">
      <h2 id="taste-panel-title">By taste</h2>
      {judged === 'failed' ? (
        <p>
          These plans could not be judged by taste. They can be heard and changed all the same;
          reload the page to try again.
        </p>
      ) : judged === 'waiting' ? (
        <p role="status">Judging the plans …</p>
      ) : (
        <Verdict {...shown} judged={judged} />
      )}
    </section>
  );
}

function Verdict({
  remix,
  plan,
  name,
  judged,
  nameOf,
}: Omit<TastePanelProps, 'judged'> & { judged: Judgement }) {
  const field = useMemo(
    () => judged.verdicts.filter(({ planId }) => remix.plans.some(({ id }) => id === planId)),
    [judged, remix.plans],
  );
  const { comparison } = judged;
  // while a change is judged, what was said last stays
  const shownId = comparison?.planId ?? plan.id;
  const mine = judged.verdicts.find(({ planId }) => planId === shownId);
  const rival = judged.verdicts.find(({ planId }) => planId === comparison?.rivalId);
  if (!mine) return null;
  const rivalName = rival ? nameOf(rival.planId) : null;
  return (
    <div className={styles.body} data-stale={shownId !== plan.id || undefined}>
      <p className={styles.lead}>
        {ordinal(placeAmong(field, mine))} of {field.length} by{' '}
        {judged.method === 'model' ? 'the ranking model' : 'the mixing rules'}.{' '}
        {comparison && rivalName && chanceText(comparison, name, rivalName)}
      </p>
      {remix.choice && <p className={styles.muted}>{choiceText(remix.choice, nameOf)}</p>}
      <div className={styles.pictures}>
        {comparison && rival && rivalName && (
          <MarginWaterfall
            comparison={comparison}
            scores={{ plan: mine.score, rival: rival.score }}
            names={{ plan: name, rival: rivalName }}
          />
        )}
        <div className={styles.side}>
          <RubricRadar
            plan={{ name, values: mine.values }}
            rival={rival && rivalName ? { name: rivalName, values: rival.values } : null}
          />
          <RiskMeter values={mine.values} risk={mine.risk} />
        </div>
      </div>
      <FeatureTable
        plan={{ name, values: mine.values }}
        rival={rival && rivalName ? { name: rivalName, values: rival.values } : null}
        field={field}
        contributions={comparison?.contributions ?? []}
      />
    </div>
  );
}
