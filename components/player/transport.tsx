'use client';

/** Play, where it is, how loud it is. */
import { type ReactNode, useCallback, useRef } from 'react';
import type { SongSide } from '@/lib/music/stem-names';
import { useObservable } from '../studio/use-observable';
import { barNumber, beatInBar, partAt } from '../timeline/beat-steps';
import type { TimelineModel } from '../timeline/timeline-model';
import { IconButton } from '../ui/button';
import { formatTime } from '../ui/format';
import { Icon } from '../ui/icon';
import { type KeyMeaning, KeysButton } from './keys-button';
import { ListenSwitch } from './listen-switch';
import { SoundMeter } from './sound-meter';
import type { StemPlayer } from './stem-player';
import styles from './transport.module.css';
import { usePlayhead } from './use-playhead';
import { useShortcuts } from './use-shortcuts';

export function Transport({
  player,
  model,
  what,
  originals,
  keys,
  children,
}: {
  player: StemPlayer;
  model: TimelineModel;
  /** What is played, for screen readers: "the remix". */
  what: string;
  /** Titles of the songs that it can be compared with. */
  originals?: Record<SongSide, string>;
  /** Keys that only this page has. */
  keys?: readonly KeyMeaning[];
  /** Further controls at the end of the row. */
  children?: ReactNode;
}) {
  const { isPlaying, isStarting, isMuted, loop } = useObservable(player.state);
  const time = useRef<HTMLSpanElement>(null);
  const bar = useRef<HTMLSpanElement>(null);
  useShortcuts(player, model);
  const showTime = useCallback(
    (seconds: number) => {
      if (time.current) time.current.textContent = formatTime(seconds);
      if (!bar.current) return;
      const number = barNumber(model, seconds);
      bar.current.textContent = number > 0 ? `${number}.${beatInBar(model, seconds)}` : '–';
    },
    [model],
  );
  usePlayhead(player, showTime);
  const isOn = isPlaying || isStarting;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className={styles.transport} role="group" aria-label="Transport">
      <IconButton icon="start" label="Back to the start" onClick={() => player.seek(0)} />
      <button
        type="button"
        className={styles.play}
        aria-label={isOn ? `Pause ${what}` : `Play ${what}`}
        aria-busy={isStarting}
        onClick={() => player.toggle()}
      >
        <Icon name={isOn ? 'pause' : 'play'} size={24} />
      </button>
      <div className={styles.times}>
        <span className={styles.now}>
          <span ref={time}>0:00</span>
          <span className={styles.length}> / {formatTime(model.durationSeconds)}</span>
        </span>
        <span className={styles.bar}>
          Bar <span ref={bar}>1.1</span>
        </span>
      </div>
      {originals && <ListenSwitch player={player} titles={originals} />}
      <IconButton
        icon="loop"
        label="Go round in this part"
        aria-pressed={loop !== null}
        onClick={() => player.setLoop(loop ? null : partAt(model, player.positionSeconds()))}
      />
      <SoundMeter player={player} />
      <IconButton
        icon={isMuted ? 'silence' : 'sound'}
        label="Sound off"
        aria-pressed={isMuted}
        onClick={() => player.toggleMuted()}
      />
      <KeysButton more={keys} />
      {children && <div className={styles.more}>{children}</div>}
    </div>
  );
}
