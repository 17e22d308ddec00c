'use client';

/** Two trainings side by side: their figures, and which is right more often on the same held-out answers. */
import { useEffect, useState } from 'react';
import {
  type ActivationVerdict,
  clearGain,
  isEnoughToTell,
} from '@/lib/learn/evaluation/activation-gate';
import { importanceDrift } from '@/lib/learn/evaluation/reward-hacking';
import type { TrainingRun } from '@/lib/learn/runs/training-run';
import type { LearnDesk } from './learn-desk';
import styles from './learn-page.module.css';

const percent = (share: number | null | undefined) =>
  share === null || share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;

/** Figures by their name, for people. */
const FIGURES: readonly (readonly [title: string, of: (run: TrainingRun) => string])[] = [
  ['Answers of people', ({ manifest }) => String(manifest.answers.human)],
  ['Trees', ({ treeCount }) => String(treeCount)],
  ['Features', ({ manifest }) => String(manifest.features.features.length)],
  ['Right on held-out answers of people', ({ report }) => percent(report?.people.share)],
  ['Right on all held-out answers', ({ report }) => percent(report?.all.share)],
  [
    "First choice before the rules'",
    ({ report }) => percent(report?.topOne.preferredOverRubric.share),
  ],
  ['First choice lost to another', ({ report }) => percent(report?.topOne.regret.share)],
  ['Stated chances are off by', ({ report }) => percent(report?.calibration.expectedError)],
];

export function CompareRuns({
  desk,
  run,
  others,
}: {
  desk: LearnDesk;
  run: TrainingRun;
  others: readonly TrainingRun[];
}) {
  const [otherId, setOtherId] = useState<string | null>(null);
  const [verdict, setVerdict] = useState<ActivationVerdict | null>(null);
  const other = others.find(({ id }) => id === otherId);
  useEffect(() => {
    let isCurrent = true;
    setVerdict(null);
    if (otherId === null) return;
    void desk.compare(run.id, otherId).then((found) => {
      if (isCurrent) setVerdict(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [desk, run.id, otherId]);
  if (others.length === 0) return null;
  return (
    <section className={styles.card} aria-label="Comparison">
      <label className={styles.rater}>
        Compare with
        <select value={otherId ?? ''} onChange={({ target }) => setOtherId(target.value || null)}>
          <option value="">no other training</option>
          {others.map(({ id, title, madeAtMs }) => (
            <option key={id} value={id}>
              {title}, {new Date(madeAtMs).toLocaleTimeString()}
            </option>
          ))}
        </select>
      </label>
      {other && (
        <>
          <table className={styles.comparison}>
            <thead>
              <tr>
                <th scope="col">Figure</th>
                <th scope="col">This one</th>
                <th scope="col">The other</th>
              </tr>
            </thead>
            <tbody>
              {FIGURES.map(([title, of]) => (
                <tr key={title}>
                  <th scope="row">{title}</th>
                  <td>{of(run)}</td>
                  <td>{of(other)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>
            {percent(importanceDrift(run.manifest.importance, other.manifest.importance))} of what
            the two ask for is different.
          </p>
          {verdict && <p role="status">{comparisonText(verdict)}</p>}
        </>
      )}
    </section>
  );
}

function comparisonText({
  pairs,
  requests,
  gain,
  standardError,
  isOffered,
}: ActivationVerdict): string {
  if (pairs === 0) return 'There are no held-out answers here to compare them on.';
  if (gain === 0) return `Both are right equally often on ${pairs} held-out answers.`;
  const points = Math.abs(100 * gain).toFixed(1);
  const which = gain >= 0 ? 'This one' : 'The other';
  const error = Number.isFinite(standardError)
    ? ` (± ${(100 * clearGain({ requests, standardError })).toFixed(1)})`
    : '';
  const isClear =
    isOffered ||
    (isEnoughToTell({ pairs, requests }) &&
      gain < 0 &&
      -gain > clearGain({ requests, standardError }));
  return `${which} is right ${points} points more often${error} on ${pairs} held-out answers: ${isClear ? 'more than chance explains' : 'no more than chance could make'}.`;
}
