'use client';

/** Pairs on which raters differ, to be heard again together. */
import { useEffect, useState } from 'react';
import type { PairwiseLabel } from '@/lib/labels/pairwise-label';
import type { Disagreement } from '@/lib/labels/quality/rater-agreement';
import { useObservable } from '../../studio/use-observable';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { ProgressBar } from '../../ui/progress-bar';
import { LabelDesk } from '../label-desk';
import { ListenKeys } from '../listen-keys';
import styles from './disagreements.module.css';

/** What one answer was, in the order of the first rater's pair. */
function inWords(label: PairwiseLabel, first: PairwiseLabel): string {
  if (label.winner === 'tie') return 'no preference';
  if (label.winner === 'both-bad') return 'both bad';
  const won = label[label.winner].planId;
  return won === first.a.planId ? 'A' : 'B';
}

export function Disagreements({ items }: { items: readonly Disagreement[] }) {
  const [desk] = useState(() => new LabelDesk());
  const [heard, setHeard] = useState<string | null>(null);
  useEffect(() => () => desk.dispose(), [desk]);
  const { sound, progress, failure } = useObservable(desk.state);
  return (
    <section className={styles.section} aria-labelledby="disagreements-title">
      <h2 id="disagreements-title">Where raters disagree</h2>
      <ol className={styles.list}>
        {items.map(({ labels }) => {
          const [first] = labels;
          return (
            <li key={first.id} className={styles.item}>
              <ul className={styles.answers}>
                {labels.map((label) => (
                  <li key={label.id}>
                    <strong>{label.rater}</strong>: {inWords(label, first)}
                    {label.note && <q>{label.note}</q>}
                  </li>
                ))}
              </ul>
              <Button
                icon="play"
                onClick={() => {
                  setHeard(first.id);
                  const { requestId, a, b } = first;
                  void desk.listen({ requestId, a: a.planId, b: b.planId });
                }}
              >
                Hear it again
              </Button>
              {heard === first.id && (
                <div className={styles.player}>
                  {sound === 'preparing' && (
                    <ProgressBar label="Preparing the pair" progress={progress} />
                  )}
                  {failure && <Notice tone="failure">{failure.message}</Notice>}
                  <ListenKeys desk={desk} isPair />
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
