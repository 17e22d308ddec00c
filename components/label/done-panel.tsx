'use client';

/** The session is over: what it told, and where to go from here. */
import { useState } from 'react';
import { reportError } from '@/lib/base/errors';
import { useObservable } from '../studio/use-observable';
import { Button, ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';
import type { LabelDesk } from './label-desk';
import styles from './pair-panel.module.css';

export function DonePanel({ desk, onClose }: { desk: LabelDesk; onClose: () => void }) {
  const { answered, session } = useObservable(desk.state);
  const [fault, setFault] = useState<string | null>(null);
  const left = (session?.protocol.pairs.length ?? 0) - answered.length;
  const undo = async () => {
    try {
      await desk.undo();
    } catch (thrown) {
      setFault(reportError(thrown).message);
    }
  };
  return (
    <div className={styles.pair}>
      <h1>Done: {answered.length} pairs answered</h1>
      <p>Every answer is stored in this browser. Thank you for listening so closely.</p>
      {left > 0 && (
        <p>
          {left} could not be heard. {left === 1 ? 'It comes' : 'They come'} again when you go on
          with the session.
        </p>
      )}
      {fault && <Notice tone="failure">{fault}</Notice>}
      <div className={styles.actions}>
        <ButtonLink href="/label/quality" look="primary" large>
          See how good the answers are
        </ButtonLink>
        <Button large onClick={onClose}>
          Back to the sessions
        </Button>
        <Button
          look="quiet"
          icon="undo"
          disabled={answered.length === 0}
          onClick={() => void undo()}
        >
          Take back the last answer
        </Button>
      </div>
    </div>
  );
}
