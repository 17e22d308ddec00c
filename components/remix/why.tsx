'use client';

/** Why this one: a sentence for every decision, and how loud it came out. */
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord, RenderSummary } from '@/lib/store/remix-record-schema';
import { formatDecibels } from '../ui/format';
import { EarReasons } from './ear-reasons';
import { PlanReasons } from './plan-reasons';
import { TasteReasons } from './taste-reasons';
import styles from './why.module.css';

export function Why({
  remix,
  plan,
  render,
}: {
  remix: RemixRecord;
  plan: RemixPlan;
  render: RenderSummary;
}) {
  const { loudness, loudnessMissedBecause } = render;
  return (
    <section className={styles.why} aria-labelledby="why-title">
      <h3 id="why-title">Why this one</h3>
      <PlanReasons remix={remix} plan={plan} />
      {remix.choice && <TasteReasons choice={remix.choice} planId={plan.id} />}
      {remix.choice && <EarReasons remix={remix} choice={remix.choice} />}
      <h3>Loudness</h3>
      <dl className={styles.loudness}>
        <Figure name="Integrated" value={formatDecibels(loudness.integratedLufs)} unit="LUFS" />
        <Figure name="True peak" value={formatDecibels(loudness.maxTruePeakDbtp)} unit="dBTP" />
        <Figure name="Range" value={formatDecibels(loudness.loudnessRangeLu)} unit="LU" />
      </dl>
      {loudnessMissedBecause && <p className={styles.missed}>{loudnessMissedBecause}</p>}
    </section>
  );
}

function Figure({ name, value, unit }: { name: string; value: string; unit: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b> {unit}
      </dd>
    </div>
  );
}
