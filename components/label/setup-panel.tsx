'use client';

/** Before the first pair: what is listened with, how loud, and whether left is left. */
import { useEffect, useState } from 'react';
import type { ErrorReport } from '@/lib/base/errors';
import { LISTENING_DEVICES, type ListeningSetup } from '@/lib/labels/session';
import { Button } from '../ui/button';
import { cx } from '../ui/cx';
import { Notice } from '../ui/notice';
import { ReferenceSound } from './reference-sound';
import styles from './setup-panel.module.css';

const DEVICE_TITLES: Record<ListeningSetup['device'], string> = {
  'closed-headphones': 'Closed headphones',
  'open-headphones': 'Open headphones',
  earphones: 'Earphones',
  monitors: 'Monitor speakers',
  'laptop-speakers': 'Laptop speakers',
};

const SIDE_TITLES: Record<ListeningSetup['leftHeardOn'], string> = {
  left: 'On the left',
  right: 'On the right',
  both: 'On both sides',
};

export function SetupPanel({
  failure,
  onDone,
  onPause,
}: {
  /** Why what was said could not be kept. */
  failure: ErrorReport | null;
  onDone: (setup: ListeningSetup) => void;
  onPause: () => void;
}) {
  const [reference] = useState(() => new ReferenceSound());
  const [device, setDevice] = useState<ListeningSetup['device'] | null>(null);
  const [isLevelSet, setLevelSet] = useState(false);
  const [leftHeardOn, setLeftHeardOn] = useState<ListeningSetup['leftHeardOn'] | null>(null);
  useEffect(() => () => reference.dispose(), [reference]);
  const done = () => {
    if (!device || !leftHeardOn) return;
    reference.dispose();
    onDone({ device, isLevelSet, leftHeardOn });
  };
  return (
    <div className={styles.setup}>
      <h1>Before you start</h1>
      <fieldset className={styles.step}>
        <legend>What do you listen with?</legend>
        <div className={styles.choices}>
          {LISTENING_DEVICES.map((name) => (
            <Choice
              key={name}
              title={DEVICE_TITLES[name]}
              isChosen={device === name}
              onChoose={() => setDevice(name)}
            />
          ))}
        </div>
        {device === 'laptop-speakers' && (
          <Notice tone="warning">
            Laptop speakers leave out the bass and blur left and right. Closed headphones or
            monitors give answers that are worth more.
          </Notice>
        )}
      </fieldset>
      <fieldset className={styles.step}>
        <legend>Set a comfortable level</legend>
        <p>Everything you will hear is as loud as this noise. Set it once, then leave it.</p>
        <div className={styles.choices}>
          <Button icon="sound" onClick={() => void reference.playNoise()}>
            Play the noise
          </Button>
          <Button
            icon="check"
            onClick={() => {
              reference.stop();
              setLevelSet(true);
            }}
          >
            The level is right
          </Button>
        </div>
        <p role="status">{isLevelSet ? 'Level set.' : ''}</p>
      </fieldset>
      <fieldset className={styles.step}>
        <legend>On which side do you hear the tone?</legend>
        <div className={styles.choices}>
          <Button icon="sound" onClick={() => void reference.playLeft()}>
            Play the tone
          </Button>
          {(['left', 'right', 'both'] as const).map((side) => (
            <Choice
              key={side}
              title={SIDE_TITLES[side]}
              isChosen={leftHeardOn === side}
              onChoose={() => setLeftHeardOn(side)}
            />
          ))}
        </div>
        {leftHeardOn && leftHeardOn !== 'left' && (
          <Notice tone="warning">
            It was played on the left.{' '}
            {leftHeardOn === 'right'
              ? 'Your left and right are swapped: turn the headphones round or swap the cables.'
              : 'You may be listening in mono. Differences in width will not be heard.'}
          </Notice>
        )}
      </fieldset>
      {failure && <Notice tone="failure">{failure.message}</Notice>}
      <div className={styles.choices}>
        <Button
          look="primary"
          large
          icon="arrow"
          disabled={!device || !leftHeardOn || !isLevelSet}
          onClick={done}
        >
          Start
        </Button>
        <Button look="quiet" large onClick={onPause}>
          Pause the session
        </Button>
      </div>
    </div>
  );
}

function Choice({
  title,
  isChosen,
  onChoose,
}: {
  title: string;
  isChosen: boolean;
  onChoose: () => void;
}) {
  return (
    <button
      type="button"
      className={cx(styles.choice, isChosen && styles.chosen)}
      aria-pressed={isChosen}
      onClick={onChoose}
    >
      {title}
    </button>
  );
}
