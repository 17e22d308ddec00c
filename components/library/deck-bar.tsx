'use client';

/** The two songs on the decks, and the way to their remix. */
import type { SongSide } from '@/lib/music/stem-names';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { ButtonLink } from '../ui/button';
import { cx } from '../ui/cx';
import styles from './deck-bar.module.css';

export function DeckBar({ songs }: { songs: readonly SongSummary[] }) {
  const { decks } = useStudio();
  const onDeck = useObservable(decks.songs);
  const a = songs.find(({ id }) => id === onDeck.a);
  const b = songs.find(({ id }) => id === onDeck.b);
  if (!a || !b) return null;
  return (
    <aside className={styles.bar} aria-label="On the decks">
      <DeckSong side="a" title={a.title} />
      <span className={styles.times} aria-hidden="true">
        ×
      </span>
      <DeckSong side="b" title={b.title} />
      <ButtonLink href="/remix" look="primary" icon="arrow" className={styles.go}>
        Remix these two
      </ButtonLink>
    </aside>
  );
}

function DeckSong({ side, title }: { side: SongSide; title: string }) {
  return (
    <span className={styles.song}>
      <span className={cx(styles.letter, styles[side])}>{side.toUpperCase()}</span>
      <span className={styles.title}>{title}</span>
    </span>
  );
}
