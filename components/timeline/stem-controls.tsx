'use client';

/** Name of a stem with its solo and mute. */
import type { StemName } from '@/lib/music/stem-names';
import type { StemPlayer } from '../player/stem-player';
import { isHeard } from '../player/stem-selection';
import { useObservable } from '../studio/use-observable';
import { cx } from '../ui/cx';
import styles from './stem-controls.module.css';
import { STEM_TITLES } from './stem-titles';

export function StemControls({ player, stem }: { player: StemPlayer; stem: StemName }) {
  const { selection, areStemsLoading } = useObservable(player.state);
  const title = STEM_TITLES[stem];
  const isSilent = !isHeard(selection, stem);
  return (
    <div className={cx(styles.controls, isSilent && styles.silent)}>
      <span className={styles.badge} style={{ background: `var(--color-${stem})` }}>
        {title[0]}
      </span>
      <span className={styles.title}>{title}</span>
      <button
        type="button"
        className={styles.solo}
        aria-pressed={selection.solo.includes(stem)}
        aria-label={`Solo ${title.toLowerCase()}`}
        aria-busy={areStemsLoading}
        disabled={!player.hasStems}
        title={`Hear ${title.toLowerCase()} alone`}
        onClick={() => player.choice.toggleSolo(stem)}
      >
        S
      </button>
      <button
        type="button"
        className={styles.mute}
        aria-pressed={selection.mute.includes(stem)}
        aria-label={`Mute ${title.toLowerCase()}`}
        aria-busy={areStemsLoading}
        disabled={!player.hasStems}
        title={`Leave ${title.toLowerCase()} out`}
        onClick={() => player.choice.toggleMute(stem)}
      >
        M
      </button>
    </div>
  );
}
