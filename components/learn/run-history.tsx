'use client';

/** All trainings: compare, use, go back. */
import type { TrainingRun } from '@/lib/learn/runs/training-run';
import { Button } from '../ui/button';
import { Chip } from '../ui/chip';
import { cx } from '../ui/cx';
import styles from './run-history.module.css';

const percent = (share: number | null | undefined) =>
  share === null || share === undefined ? '–' : `${Math.round(share * 100)} %`;

export function RunHistory({
  runs,
  activeId,
  canRollBack,
  shownId,
  onShow,
  onUseShipped,
  onRollBack,
  onDelete,
  onExport,
}: {
  runs: readonly TrainingRun[];
  activeId: string | null;
  canRollBack: boolean;
  shownId: string | null;
  onShow: (id: string) => void;
  onUseShipped: () => void;
  onRollBack: () => void;
  onDelete: (id: string) => void;
  onExport: (run: TrainingRun) => void;
}) {
  return (
    <section className={styles.history} aria-labelledby="runs-title">
      <div className={styles.head}>
        <h2 id="runs-title">Trainings</h2>
        <Button icon="undo" disabled={!canRollBack} onClick={onRollBack}>
          Go back to the model before
        </Button>
      </div>
      <ol className={styles.list}>
        {runs.map((run) => (
          <li key={run.id} className={cx(styles.run, shownId === run.id && styles.shown)}>
            <button
              type="button"
              className={styles.show}
              aria-pressed={shownId === run.id}
              onClick={() => onShow(run.id)}
            >
              <strong>{run.title}</strong>
              <span>{new Date(run.madeAtMs).toLocaleString()}</span>
              <span>{run.manifest.answers.human} answers</span>
              <span>right on {percent(run.report?.people.share)}</span>
            </button>
            <Button look="quiet" icon="download" onClick={() => onExport(run)}>
              Export
            </Button>
            {activeId === run.id && <Chip>In use</Chip>}
            {activeId !== run.id && (
              <Button look="quiet" icon="trash" onClick={() => onDelete(run.id)}>
                Delete
              </Button>
            )}
          </li>
        ))}
        <li className={styles.run}>
          <span className={styles.show}>
            <strong>The model that Segue comes with</strong>
            <span>learnt from rules, before anybody rated</span>
          </span>
          {activeId === null ? (
            <Chip>In use</Chip>
          ) : (
            <Button look="quiet" onClick={onUseShipped}>
              Use
            </Button>
          )}
        </li>
      </ol>
    </section>
  );
}
