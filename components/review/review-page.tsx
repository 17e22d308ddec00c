'use client';

/** Finds the remix that is to be looked at: the one that the address names, else the newest. */
import { useSearchParams } from 'next/navigation';
import { Page } from '../shell/page';
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';
import { Review } from './review';
import styles from './review.module.css';

export function ReviewPage() {
  const { library, remixes } = useStudio();
  const libraryState = useObservable(library.state);
  const remixState = useObservable(remixes.state);
  const songs = useObservable(library.songs);
  const all = useObservable(remixes.list);
  const id = useSearchParams().get('id');
  const remix = id === null ? all[0] : all.find((one) => one.id === id);
  if (libraryState === 'loading' || remixState === 'loading') {
    return (
      <Page>
        <p className={styles.loading} role="status">
          Opening the studio …
        </p>
      </Page>
    );
  }
  if (remix) {
    const areSongsHere = (['a', 'b'] as const).every((side) =>
      songs.some((song) => song.id === remix.songs[side].id),
    );
    return (
      <Page>
        <Review key={remix.id} remix={remix} areSongsHere={areSongsHere} />
      </Page>
    );
  }
  return (
    <Page>
      <h1>Review</h1>
      {id !== null ? (
        <Notice tone="warning" title="This remix is not here">
          It was deleted, or it was made in another browser: remixes stay where they are made.
        </Notice>
      ) : (
        <div className={styles.empty}>
          <p>
            Here all plans of a remix lie under each other: what plays when, from which bars, and
            why. There is no remix yet.
          </p>
          <ButtonLink href="/remix" look="primary" icon="spark">
            Make a remix
          </ButtonLink>
        </div>
      )}
    </Page>
  );
}
