'use client';

/** What came of a training: offered or not, how often right, how honest, led by what. */
import { useEffect, useState } from 'react';
import {
  SUSPICIOUS_CORRELATION,
  WATCHED_FEATURES,
  type WatchedFeature,
} from '@/lib/learn/evaluation/reward-hacking';
import type { TrainingRun } from '@/lib/learn/runs/training-run';
import type { OrderChange } from '@/lib/studio/order-change';
import { IntervalPlot } from '../label/quality/interval-plot';
import { FAMILY_TITLES } from '../remix/family-titles';
import { COLORS } from '../theme/colors';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { CalibrationPlot } from './calibration-plot';
import { ImportanceBars } from './importance-bars';
import type { LearnDesk } from './learn-desk';
import styles from './learn-page.module.css';
import { LinePlot } from './line-plot';

const percent = (share: number) => `${Math.round(share * 100)} %`;

export function RunReport({
  desk,
  run,
  isActive,
}: {
  desk: LearnDesk;
  run: TrainingRun;
  isActive: boolean;
}) {
  const [orders, setOrders] = useState<OrderChange | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void desk.orders(run.id).then((found) => {
      if (isCurrent) setOrders(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [desk, run.id]);
  const { report, verdict, manifest, curve } = run;
  return (
    <section className={styles.report} aria-labelledby="report-title">
      <h2 id="report-title">{run.title}</h2>
      <Notice
        tone={isActive || verdict.isOffered ? 'success' : 'info'}
        announce={false}
        actions={
          !isActive && verdict.isOffered ? (
            <Button look="primary" icon="check" onClick={() => void desk.activate(run.id)}>
              Use this model
            </Button>
          ) : undefined
        }
      >
        {isActive ? 'This model is in use.' : verdict.sentence}
      </Notice>
      {!isActive && !verdict.isOffered && (
        <p>It is kept, but not offered: putting it in use would trade what is known for chance.</p>
      )}
      <div className={styles.plots}>
        <section className={styles.card} aria-label="Accuracy">
          <h3>How often it agrees with people</h3>
          {report && (
            <>
              <IntervalPlot
                title={`Held-out answers of people, ${report.people.count} pairs`}
                value={report.people.share}
                interval={[report.people.low, report.people.high]}
                from={0}
                to={1}
                mark={0.5}
                markTitle="a coin"
                format={percent}
              />
              <IntervalPlot
                title="Its first choice against the rules'"
                value={report.topOne.preferredOverRubric.share}
                interval={[
                  report.topOne.preferredOverRubric.low,
                  report.topOne.preferredOverRubric.high,
                ]}
                from={0}
                to={1}
                mark={0.65}
                markTitle="wanted"
                format={percent}
              />
              <IntervalPlot
                title="Its first choice lost to another plan"
                value={report.topOne.regret.share}
                interval={[report.topOne.regret.low, report.topOne.regret.high]}
                from={0}
                to={1}
                mark={0.5}
                markTitle="a coin"
                format={percent}
              />
            </>
          )}
        </section>
        {curve.length > 0 && (
          <section className={styles.card} aria-label="Learning">
            <h3>How it learnt</h3>
            <LossPlot curve={curve} />
            <p>{run.treeCount} trees were kept; more only learnt these answers by heart.</p>
          </section>
        )}
        {report && (
          <section className={styles.card} aria-label="Stated chances">
            <h3>Do its chances come true?</h3>
            <CalibrationPlot report={report.calibration} />
          </section>
        )}
        <section className={styles.card} aria-label="What it asks for">
          <h3>What it asks for</h3>
          <ImportanceBars importance={manifest.importance} />
          {run.drift !== null && (
            <p>
              {percent(run.drift)} of what it asks for is different from the model that was in use.
            </p>
          )}
        </section>
        {report && (
          <section className={styles.card} aria-label="Checks">
            <h3>Is it led by something that is not taste?</h3>
            <ul className={styles.checks}>
              {(Object.keys(WATCHED_FEATURES) as WatchedFeature[]).map((name) => (
                <Check
                  key={name}
                  name={WATCHED_FEATURES[name]}
                  correlation={report.correlations[name]}
                />
              ))}
            </ul>
          </section>
        )}
        {orders && (
          <section className={styles.card} aria-label="Order of the candidates">
            <h3>
              The candidates of {orders.songs[0]} x {orders.songs[1]}
            </h3>
            <Orders change={orders} />
          </section>
        )}
      </div>
    </section>
  );
}

export function LossPlot({ curve }: { curve: TrainingRun['curve'] }) {
  const heldOut = curve.flatMap(({ tree, heldOut: fit }) =>
    fit ? [{ x: tree, y: fit.loss }] : [],
  );
  return (
    <LinePlot
      title="Loss by tree: on what it learns from, and on answers held out"
      xTitle="trees"
      format={(loss) => loss.toFixed(3)}
      lines={[
        {
          name: 'learnt from',
          color: COLORS.textMuted,
          isDashed: true,
          points: curve.map(({ tree, train }) => ({ x: tree, y: train.loss })),
        },
        { name: 'held out', color: COLORS.primary, points: heldOut },
      ]}
    />
  );
}

function Check({ name, correlation }: { name: string; correlation: number | null }) {
  if (correlation === null) return <li>{name}: cannot be told</li>;
  const isHigh = Math.abs(correlation) >= SUSPICIOUS_CORRELATION;
  return (
    <li className={isHigh ? styles.high : undefined}>
      {isHigh ? 'Look closer: ' : ''}
      {name}: correlation {correlation.toFixed(2)}
    </li>
  );
}

function Orders({ change: { plans } }: { change: OrderChange }) {
  const before = [...plans].sort((one, two) => one.before - two.before);
  return (
    <ol className={styles.orders} aria-label="In the order of the model in use">
      {before.map(({ id, family, before: was, after }) => (
        <li key={id}>
          <span>
            {was}. {FAMILY_TITLES[family].title}
          </span>
          <span className={after < was ? styles.up : after > was ? styles.down : undefined}>
            {after === was ? 'stays' : `${after < was ? 'up' : 'down'} to ${after}.`}
          </span>
        </li>
      ))}
    </ol>
  );
}
