'use client';

/** Two large keys, one timeline for both: nothing here tells the two apart but their letters. */
import { MIN_HEARD_SECONDS } from '@/lib/labels/listening';
import { type LabelSide, SIDES } from '@/lib/labels/pairwise-label';
import { useObservable } from '../studio/use-observable';
import { Button } from '../ui/button';
import { cx } from '../ui/cx';
import { formatTime } from '../ui/format';
import { Icon } from '../ui/icon';
import type { LabelDesk } from './label-desk';
import styles from './listen-keys.module.css';

export function ListenKeys({ desk, isPair }: { desk: LabelDesk; isPair: boolean }) {
  const { sound, lengthSeconds, barsSeconds } = useObservable(desk.state);
  const { side, isPlaying, positionSeconds, heardSeconds } = useObservable(desk.player.state);
  const isReady = sound === 'ready';
  const toggle = () => void (isPlaying ? desk.player.pause() : desk.player.play());
  return (
    <div className={styles.listen}>
      {isPair && (
        <div className={styles.sides}>
          {SIDES.map((which) => (
            <SideKey
              key={which}
              which={which}
              isHeard={side === which}
              heardSeconds={heardSeconds[which]}
              isReady={isReady}
              onListen={() => {
                desk.switchTo(which);
                void desk.player.play();
              }}
            />
          ))}
        </div>
      )}
      <div className={styles.transport}>
        <Button
          look="secondary"
          icon={isPlaying ? 'pause' : 'play'}
          disabled={!isReady}
          onClick={toggle}
        >
          {isPlaying ? 'Pause' : 'Play'}
        </Button>
        <div className={styles.line}>
          {barsSeconds.map((seconds) => (
            <span
              key={seconds}
              className={styles.bar}
              style={{ left: `${(seconds / lengthSeconds) * 100}%` }}
            />
          ))}
          <span
            className={styles.played}
            style={{ width: `${lengthSeconds ? (positionSeconds / lengthSeconds) * 100 : 0}%` }}
          />
          <input
            type="range"
            className={styles.seek}
            aria-label="Position"
            aria-valuetext={formatTime(positionSeconds)}
            min={0}
            max={lengthSeconds || 1}
            step={0.01}
            value={positionSeconds}
            disabled={!isReady}
            onChange={(event) => void desk.player.seek(Number(event.target.value))}
          />
        </div>
        <span className={styles.time}>
          {formatTime(positionSeconds)} / {formatTime(lengthSeconds)}
        </span>
      </div>
    </div>
  );
}

function SideKey({
  which,
  isHeard,
  heardSeconds,
  isReady,
  onListen,
}: {
  which: LabelSide;
  isHeard: boolean;
  heardSeconds: number;
  isReady: boolean;
  onListen: () => void;
}) {
  const share = Math.min(1, heardSeconds / MIN_HEARD_SECONDS);
  const letter = which.toUpperCase();
  return (
    <button
      type="button"
      className={cx(styles.side, isHeard && styles.heard)}
      aria-pressed={isHeard}
      aria-label={`Listen to ${letter}`}
      disabled={!isReady}
      onClick={onListen}
    >
      <span className={styles.letter}>{letter}</span>
      <span className={styles.state}>
        {share >= 1 ? (
          <>
            <Icon name="check" size={14} /> Heard
          </>
        ) : (
          `${Math.ceil(MIN_HEARD_SECONDS - heardSeconds)} s to hear`
        )}
      </span>
      <span className={styles.heardTrack} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </button>
  );
}
