'use client';

/** Puts a song on deck A or B. */
import type { SongSide } from '@/lib/music/stem-names';
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { cx } from '../ui/cx';
import styles from './deck-buttons.module.css';

const SIDES: readonly SongSide[] = ['a', 'b'];

export function DeckButtons({ songId, title }: { songId: string; title: string }) {
  const { decks } = useStudio();
  const songs = useObservable(decks.songs);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className={styles.decks} role="group" aria-label={`Decks for ${title}`}>
      {SIDES.map((side) => (
        <button
          key={side}
          type="button"
          className={cx(styles.deck, styles[side])}
          aria-pressed={songs[side] === songId}
          aria-label={`Deck ${side.toUpperCase()}`}
          title={`Put on deck ${side.toUpperCase()}`}
          onClick={() => decks.toggle(side, songId)}
        >
          {side.toUpperCase()}
        </button>
      ))}
    </div>
  );
}
