'use client';

/** The library: all songs, those on their way in, and the way to a remix. */
import { useEffect } from 'react';
import { EngineChoice } from '../settings/engine-choice';
import { Page } from '../shell/page';
import parts from '../shell/parts.module.css';
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { DeckBar } from './deck-bar';
import { DropZone } from './drop-zone';
import { EmptyLibrary } from './empty-library';
import { FileButtons } from './file-buttons';
import { ImportButton } from './import/import-button';
import { JobRow } from './job-row';
import styles from './library-page.module.css';
import { SongRow } from './song-row';
import { StemMapping } from './stem-mapping/stem-mapping';
import { StorageLine } from './storage-line';
import { useDemo } from './use-demo';
import { usePreview } from './use-preview';

export function LibraryPage() {
  const { library, decks } = useStudio();
  const state = useObservable(library.state);
  const songs = useObservable(library.songs);
  const jobs = useObservable(library.jobs.list);
  const outdated = useObservable(library.outdated);
  const tryDemo = useDemo();
  const preview = usePreview();
  useEffect(() => decks.settle(songs.map(({ id }) => id)), [decks, songs]);

  if (state === 'loading') {
    return (
      <Page>
        <p className={parts.loading} role="status">
          Opening the library …
        </p>
      </Page>
    );
  }
  const isEmpty = songs.length === 0 && jobs.length === 0;
  return (
    <Page>
      <DropZone />
      <StemMapping />
      {state === 'failed' && (
        <Notice
          tone="failure"
          title="The library could not be opened"
          actions={<Button onClick={() => void library.load()}>Try again</Button>}
        >
          The browser does not let Segue read its storage. Leave private browsing, or allow this
          page to store data.
        </Notice>
      )}
      {outdated.length > 0 && (
        <Notice
          tone="info"
          title="Segue has learned to listen better"
          actions={
            <>
              <Button onClick={() => library.refreshOutdated()}>Analyse again</Button>
              <Button look="quiet" onClick={() => library.outdated.set([])}>
                Not now
              </Button>
            </>
          }
        >
          {outdatedSentence(outdated.length)}
        </Notice>
      )}
      {isEmpty ? (
        <EmptyLibrary onDemo={() => void tryDemo()} />
      ) : (
        <>
          <div className={parts.head}>
            <div>
              <h1>Library</h1>
              <p className={styles.count}>{countSentence(songs.length, jobs.length)}</p>
            </div>
            <div className={parts.actions}>
              <FileButtons />
              {songs.length > 0 && <ImportButton />}
              <Button look="quiet" icon="spark" onClick={() => void tryDemo()}>
                Try the demo
              </Button>
            </div>
          </div>
          <ul className={styles.list} aria-label="Songs">
            {songs.map((song) => (
              <SongRow key={song.id} song={song} preview={preview} />
            ))}
            {jobs.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
          <p className={styles.hint}>
            Drop files anywhere on this page to add more: songs, a folder or a zip with a song's
            stems, or a stem file.
          </p>
          <EngineChoice />
          <StorageLine />
          <DeckBar songs={songs} />
        </>
      )}
    </Page>
  );
}

function outdatedSentence(songs: number): string {
  const which = songs === 1 ? 'One song was' : `${songs} songs were`;
  return `${which} analysed by an earlier version. Analysed again, beats, key and sections may come out better; what you have corrected stays, and so do your remixes.`;
}

function countSentence(songs: number, jobs: number): string {
  const ready = songs === 1 ? '1 song' : `${songs} songs`;
  const next = songs + jobs < 2 ? ' · add one more for a remix' : '';
  return jobs > 0 ? `${ready}, ${jobs} on the way${next}` : `${ready}${next}`;
}
