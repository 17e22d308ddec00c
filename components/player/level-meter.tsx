'use client';

/** The level of what is heard, as a bar that moves with it. */
import { useCallback, useRef } from 'react';
import styles from './level-meter.module.css';
import type { StemPlayer } from './stem-player';
import { usePlayhead } from './use-playhead';

/** The lowest level shown. */
const FLOOR_DB = -48;

export function LevelMeter({ player }: { player: StemPlayer }) {
  const fill = useRef<HTMLDivElement>(null);
  const show = useCallback(() => {
    const share = Math.min(Math.max(1 - player.levelDb() / FLOOR_DB, 0), 1);
    if (fill.current) fill.current.style.transform = `scaleX(${share.toFixed(3)})`;
  }, [player]);
  usePlayhead(player, show);
  return (
    <div className={styles.meter} aria-hidden="true" title="Level, -48 to 0 dB">
      <div ref={fill} className={styles.cover} />
    </div>
  );
}
