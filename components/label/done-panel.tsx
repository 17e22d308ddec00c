'use client';

/** The session is over: what it told, and where to go from here. */
import type { PairwiseLabel } from '@/lib/labels/pairwise-label';
import { Button, ButtonLink } from '../ui/button';
import styles from './pair-panel.module.css';

export function DonePanel({
  labels,
  onClose,
}: {
  labels: readonly PairwiseLabel[];
  onClose: () => void;
}) {
  return (
    <div className={styles.pair}>
      <h1>Done: {labels.length} pairs answered</h1>
      <p>Every answer is stored in this browser. Thank you for listening so closely.</p>
      <div className={styles.actions}>
        <ButtonLink href="/label/quality" look="primary" large>
          See how good the answers are
        </ButtonLink>
        <Button large onClick={onClose}>
          Back to the sessions
        </Button>
      </div>
    </div>
  );
}
