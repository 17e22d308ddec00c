'use client';

/** The learn page: what is known, one button, what came of it, and which model is in use. */
import { useEffect, useState } from 'react';
import { LEAST_EXAMPLES } from '@/lib/learn/train-ranker';
import { Page } from '../shell/page';
import { useObservable } from '../studio/use-observable';
import { COLORS } from '../theme/colors';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { ProgressBar } from '../ui/progress-bar';
import { CompareRuns } from './compare-runs';
import { DataCard } from './data-card';
import { ExchangeCard } from './exchange-card';
import { LearnDesk, type LearnState } from './learn-desk';
import styles from './learn-page.module.css';
import { LinePlot } from './line-plot';
import { RunHistory } from './run-history';
import { LossPlot, RunReport } from './run-report';

export function LearnPage() {
  const [desk, setDesk] = useState<LearnDesk | null>(null);
  useEffect(() => {
    const opened = new LearnDesk();
    setDesk(opened);
    void opened.load();
    return () => opened.dispose();
  }, []);
  return (
    <Page>
      <h1>Learn</h1>
      {desk && <Learning desk={desk} />}
    </Page>
  );
}

function Learning({ desk }: { desk: LearnDesk }) {
  const state = useObservable(desk.state);
  const { data, runs, activeId, canRollBack, failure } = state;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const shown = runs.find(({ id }) => id === chosenId) ?? runs[0];
  if (state.state === 'loading') return <p role="status">Reading the answers …</p>;
  return (
    <>
      {failure && <Notice tone="failure">{failure.message}</Notice>}
      {data && (
        <div className={styles.top}>
          <DataCard data={data} />
          <TrainCard desk={desk} state={state} onTrained={(id) => setChosenId(id)} />
        </div>
      )}
      {shown && (
        <RunReport key={shown.id} desk={desk} run={shown} isActive={shown.id === activeId} />
      )}
      {shown && (
        <CompareRuns
          key={`compare ${shown.id}`}
          desk={desk}
          run={shown}
          others={runs.filter(({ id }) => id !== shown.id)}
        />
      )}
      <RunHistory
        runs={runs}
        activeId={activeId}
        canRollBack={canRollBack}
        shownId={shown?.id ?? null}
        onShow={setChosenId}
        onUseShipped={() => void desk.activate(null)}
        onRollBack={() => void desk.rollBack()}
        onDelete={(id) => void desk.deleteRun(id)}
        onExport={(run) => void desk.exportRun(run)}
      />
      <ExchangeCard desk={desk} hasAnswers={(data?.usable ?? 0) > 0} />
    </>
  );
}

function TrainCard({
  desk,
  state: { data, task, progress, curve, learning },
  onTrained,
}: {
  desk: LearnDesk;
  state: LearnState;
  onTrained: (id: string) => void;
}) {
  const usable = data?.usable ?? 0;
  const isWorking = task !== 'none';
  const raters = Object.keys(data?.byRater ?? {});
  const [rater, setRater] = useState<string | null>(null);
  const train = async () => {
    const run = await desk.train(rater);
    if (run) onTrained(run.id);
  };
  return (
    <section className={styles.card} aria-labelledby="train-title">
      <h2 id="train-title">Teach it your taste</h2>
      <p>
        Training takes seconds and happens here. A model is put in use only when you say so, and
        only offered when it agrees with held-out answers more often than chance would explain.
      </p>
      {raters.length > 1 && (
        <label className={styles.rater}>
          Whose answers?
          <select value={rater ?? ''} onChange={(event) => setRater(event.target.value || null)}>
            <option value="">Everybody's</option>
            {raters.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      <div className={styles.buttons}>
        <Button
          look="primary"
          large
          icon="spark"
          disabled={isWorking || usable < LEAST_EXAMPLES}
          onClick={() => void train()}
        >
          Train
        </Button>
        <Button
          disabled={isWorking || usable < LEAST_EXAMPLES}
          onClick={() => void desk.measureLearning()}
        >
          What would more answers bring?
        </Button>
        {isWorking && (
          <Button look="quiet" icon="close" onClick={() => desk.cancel()}>
            Cancel
          </Button>
        )}
      </div>
      {usable < LEAST_EXAMPLES && (
        <p role="status">
          {LEAST_EXAMPLES - usable} more answers are needed before anything can be learnt.
        </p>
      )}
      {isWorking && <ProgressBar label="Training" progress={progress} />}
      {task === 'training' && curve.length > 1 && <LossPlot curve={curve} />}
      {learning && <Learned points={learning} />}
    </section>
  );
}

function Learned({ points }: { points: NonNullable<LearnState['learning']> }) {
  if (points.length < 2) return <p>There are too few answers yet to draw this.</p>;
  const of = (value: (point: (typeof points)[number]) => number) =>
    points.map((point) => ({ x: point.examples, y: value(point) }));
  const [before, last] = points.slice(-2);
  const gain = (last.accuracy.share ?? 0) - (before.accuracy.share ?? 0);
  return (
    <>
      <LinePlot
        title="Accuracy on held-out answers by the number of answers learnt from"
        xTitle="answers"
        format={(share) => `${Math.round(share * 100)} %`}
        range={[0.3, 1]}
        lines={[
          {
            name: 'right',
            color: COLORS.primary,
            points: of(({ accuracy }) => accuracy.share ?? 0),
          },
          {
            name: 'could be as low as',
            color: COLORS.textMuted,
            isDashed: true,
            points: of(({ accuracy }) => accuracy.low),
          },
        ]}
      />
      <p>
        {gain > 0.01
          ? `The second half of the answers brought ${(gain * 100).toFixed(0)} points: more will help.`
          : 'The second half of the answers brought little: other songs may teach more than more pairs of these.'}
      </p>
    </>
  );
}
