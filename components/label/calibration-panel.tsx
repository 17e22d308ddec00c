'use client';

/** Three examples before the first pair, so that bad, middle and good mean the same to everybody. */
import type { CalibrationLevel } from '@/lib/labels/protocol/protocol';
import { useObservable } from '../studio/use-observable';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { ProgressBar } from '../ui/progress-bar';
import type { LabelDesk } from './label-desk';
import { ListenKeys } from './listen-keys';
import styles from './pair-panel.module.css';

const EXAMPLES: Record<CalibrationLevel, { title: string; text: string }> = {
  bad: {
    title: 'An example of a bad one',
    text: 'The voice is a semitone off and a beat late. Something as wrong as this deserves a 1.',
  },
  middle: {
    title: 'An example of a fair one',
    text: 'It holds together without being special: about a 3.',
  },
  good: {
    title: 'An example of a good one',
    text: 'As good as plans get here so far: a 4 or a 5.',
  },
};

export function CalibrationPanel({
  desk,
  level,
  onPause,
}: {
  desk: LabelDesk;
  level: CalibrationLevel;
  onPause: () => void;
}) {
  const { sound, progress, failure } = useObservable(desk.state);
  const { title, text } = EXAMPLES[level];
  return (
    <div className={styles.pair}>
      <h1>{title}</h1>
      <p>{text}</p>
      {sound === 'preparing' && <ProgressBar label="Preparing the example" progress={progress} />}
      {failure && (
        <Notice
          tone="failure"
          actions={<Button onClick={() => void desk.retry()}>Try again</Button>}
        >
          {failure.message}
        </Notice>
      )}
      <ListenKeys desk={desk} isPair={false} />
      <div className={styles.actions}>
        <Button
          look="primary"
          large
          icon="arrow"
          disabled={sound === 'preparing'}
          onClick={() => void desk.calibrated()}
        >
          Go on
        </Button>
        <Button look="quiet" large onClick={onPause}>
          Pause the session
        </Button>
      </div>
    </div>
  );
}
