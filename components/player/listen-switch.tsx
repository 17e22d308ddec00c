'use client';

/** Over from the remix to one of its songs and back, at the same place. */
import type { SongSide } from '@/lib/music/stem-names';
import { useObservable } from '../studio/use-observable';
import { cx } from '../ui/cx';
import { VisuallyHidden } from '../ui/visually-hidden';
import styles from './listen-switch.module.css';
import type { StemPlayer } from './stem-player';

export function ListenSwitch({
  player,
  titles,
}: {
  player: StemPlayer;
  /** Of the two songs. */
  titles: Record<SongSide, string>;
}) {
  const { original, isOriginalLoading } = useObservable(player.state);
  const choices = [
    { side: null, letter: 'R', title: 'Remix' },
    { side: 'a', letter: 'A', title: titles.a },
    { side: 'b', letter: 'B', title: titles.b },
  ] as const;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className={styles.switch} role="group" aria-label="Listen to">
      {choices.map(({ side, letter, title }) => (
        <button
          key={letter}
          type="button"
          className={cx(styles.choice, side && styles[side])}
          aria-pressed={original === side}
          aria-busy={original === side && isOriginalLoading}
          title={side ? `The original at the same place (${letter})` : `The remix (${letter})`}
          onClick={() => void player.choice.compareWith(side)}
        >
          <b>{letter}</b>{' '}
          <span className={styles.title}>
            {side && <VisuallyHidden>Original: </VisuallyHidden>}
            {title}
          </span>
        </button>
      ))}
    </div>
  );
}
