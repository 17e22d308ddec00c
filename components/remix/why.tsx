'use client';

/** Why this one: a sentence for every decision, and how loud it came out. */
import { checkRender } from '@/lib/plan/constraints/check-plan';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord, RenderSummary } from '@/lib/store/remix-record-schema';
import { formatDecibels } from '../ui/format';
import { Icon } from '../ui/icon';
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
  /** null until it is there. */
  render: RenderSummary | null;
}) {
  return (
    <section className={styles.why} aria-labelledby="why-title">
      <h3 id="why-title">Why this one</h3>
      <PlanReasons remix={remix} plan={plan} />
      {remix.choice && <TasteReasons choice={remix.choice} planId={plan.id} />}
      {remix.choice && <EarReasons remix={remix} choice={remix.choice} planId={plan.id} />}
      {render && <Loudness remix={remix} render={render} />}
    </section>
  );
}

function Loudness({ remix, render }: { remix: RemixRecord; render: RenderSummary }) {
  const { loudness } = render;
  return (
    <>
      <h3>Loudness</h3>
      <dl className={styles.loudness}>
        <Figure name="Integrated" value={formatDecibels(loudness.integratedLufs)} unit="LUFS" />
        <Figure name="True peak" value={formatDecibels(loudness.maxTruePeakDbtp)} unit="dBTP" />
        <Figure name="Range" value={formatDecibels(loudness.loudnessRangeLu)} unit="LU" />
      </dl>
      {soundSentences(remix, render).map((sentence) => (
        <p key={sentence} className={styles.missed}>
          <Icon name="warning" size={12} /> {sentence}
        </p>
      ))}
    </>
  );
}

/** What the finished sound shows to be missed: the loudness asked for, and the rules for level and range. */
function soundSentences(
  { intent }: RemixRecord,
  { loudness, loudnessMissedBecause }: RenderSummary,
): string[] {
  const violations = checkRender(loudness, { genre: intent?.genre ?? null });
  return [
    ...(loudnessMissedBecause ? [loudnessMissedBecause] : []),
    ...violations.map(({ sentence }) => sentence),
  ];
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
