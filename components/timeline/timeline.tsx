'use client';

/** Music as music: bars, parts over the waveform, energy and stems, with one playhead over all. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useCallback, useRef } from 'react';
import type { StemPlayer } from '../player/stem-player';
import { usePlayhead } from '../player/use-playhead';
import { formatTime } from '../ui/format';
import { VisuallyHidden } from '../ui/visually-hidden';
import { BarRuler } from './bar-ruler';
import { placeName } from './beat-steps';
import { EnergyLane } from './energy-lane';
import { HarmonyLane } from './harmony-lane';
import { HarmonyNames } from './harmony-names';
import { energySentence } from './lane-sentences';
import { SectionWave } from './section-wave';
import { StemControls } from './stem-controls';
import { StemLane } from './stem-lane';
import styles from './timeline.module.css';
import type { TimelineModel } from './timeline-model';

export function Timeline({
  model,
  player,
  handles,
}: {
  model: TimelineModel;
  player: StemPlayer;
  /** Controls that lie over the waveform, from the start of the sound to its end. */
  handles?: ReactNode;
}) {
  const { durationSeconds, harmony, lanes } = model;
  const tracks = useRef<HTMLDivElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const lastSecond = useRef(-1);

  const showPosition = useCallback(
    (seconds: number) => {
      if (!tracks.current || !playhead.current) return;
      // As a share: the page may become narrower while it stands.
      playhead.current.style.left = `${(100 * seconds) / durationSeconds}%`;
      // Screen readers need it once a second at most.
      if (Math.floor(seconds) === lastSecond.current) return;
      lastSecond.current = Math.floor(seconds);
      tracks.current.setAttribute('aria-valuenow', seconds.toFixed(1));
      tracks.current.setAttribute(
        'aria-valuetext',
        `${placeName(model, seconds)}, ${formatTime(seconds)} of ${formatTime(durationSeconds)}`,
      );
    },
    [model, durationSeconds],
  );
  usePlayhead(player, showPosition);

  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    player.seek(((event.clientX - left) / width) * durationSeconds);
  };
  return (
    <div className={styles.timeline}>
      <div className={styles.controls}>
        <span className={styles.rulerName}>Bar</span>
        <span className={styles.waveName}>Parts</span>
        <span className={styles.energyName}>
          Energy <VisuallyHidden>{energySentence(model)}</VisuallyHidden>
        </span>
        {harmony && (
          <div className={styles.harmony}>
            <HarmonyNames model={model} harmony={harmony} />
          </div>
        )}
        {lanes.map(({ stem }) => (
          <div key={stem} className={styles.lane}>
            <StemControls player={player} stem={stem} />
          </div>
        ))}
      </div>
      <div
        ref={tracks}
        className={styles.tracks}
        role="slider"
        tabIndex={0}
        aria-label="Position"
        aria-valuemin={0}
        aria-valuemax={Number(durationSeconds.toFixed(1))}
        aria-valuenow={0}
        onKeyDown={(event) => onHomeAndEnd(event, player)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          seekTo(event);
        }}
        onPointerMove={(event) => {
          if (event.buttons === 1) seekTo(event);
        }}
      >
        <div className={styles.ruler}>
          <BarRuler model={model} />
        </div>
        <div className={styles.wave}>
          <SectionWave model={model} />
        </div>
        <div className={styles.energy}>
          <EnergyLane model={model} />
        </div>
        {harmony && (
          <div className={styles.harmony}>
            <HarmonyLane harmony={harmony} durationSeconds={durationSeconds} />
          </div>
        )}
        {lanes.map((lane) => (
          <div key={lane.stem} className={styles.lane}>
            <StemLane lane={lane} durationSeconds={durationSeconds} />
          </div>
        ))}
        <div ref={playhead} className={styles.playhead} />
      </div>
      {handles && <div className={styles.handles}>{handles}</div>}
    </div>
  );
}

/** What a slider is expected to know besides the arrows, which the whole page listens to. */
function onHomeAndEnd(event: KeyboardEvent, player: StemPlayer): void {
  if (event.key === 'Home') player.seek(0);
  else if (event.key === 'End') player.seek(player.durationSeconds);
  else return;
  event.preventDefault();
}
