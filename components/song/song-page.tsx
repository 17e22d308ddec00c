'use client';

/** One song: heard, seen with its grid and its parts, stem by stem. */
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import type { SongDetails, SongSummary } from '@/lib/store/song-record-schema';
import { DeckButtons } from '../library/deck-buttons';
import type { PlayerPart } from '../player/part-deck';
import type { PlayerSound } from '../player/stem-player';
import { Transport } from '../player/transport';
import { useStemPlayer } from '../player/use-stem-player';
import { Page } from '../shell/page';
import { askLibrary } from '../studio/library-client';
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { useSongDetails } from '../studio/use-song-details';
import { Timeline } from '../timeline/timeline';
import { songTimeline } from '../timeline/timeline-model';
import { ButtonLink } from '../ui/button';
import { EditableText } from '../ui/editable-text';
import { Notice } from '../ui/notice';
import { SongAnalysisFacts } from './song-analysis-facts';
import styles from './song-page.module.css';

export function SongPage() {
  const { library } = useStudio();
  const state = useObservable(library.state);
  const songs = useObservable(library.songs);
  const id = useSearchParams().get('id');
  const song = songs.find((candidate) => candidate.id === id) ?? null;
  const details = useSongDetails(song?.id ?? null);
  if (state === 'loading' || (song && !details)) {
    return (
      <Page>
        <p className={styles.loading} role="status">
          Opening the song …
        </p>
      </Page>
    );
  }
  if (!song || !details) {
    return (
      <Page>
        <h1>Song</h1>
        <Notice
          tone="warning"
          title="This song is not here"
          actions={<ButtonLink href="/">Go to the library</ButtonLink>}
        >
          It was deleted, or it was added in another browser: songs stay where they are added.
        </Notice>
      </Page>
    );
  }
  return <OpenSong key={song.id} song={song} details={details} />;
}

function OpenSong({ song, details }: { song: SongSummary; details: SongDetails }) {
  const { library } = useStudio();
  const { id, title, artist, durationSeconds, overview } = song;
  const model = useMemo(
    () => songTimeline({ overview, durationSeconds }, details),
    [overview, durationSeconds, details],
  );
  const sound = useMemo<PlayerSound>(
    () => ({
      durationSeconds,
      beatsSeconds: details.analysis.beatsSeconds,
      load: (part: PlayerPart) => askLibrary((api) => api.songSound(id, part)),
    }),
    [id, durationSeconds, details],
  );
  const player = useStemPlayer(sound);
  return (
    <Page>
      <div className={styles.head}>
        <div className={styles.title}>
          <Link href="/" className={styles.back}>
            Library
          </Link>
          <EditableText
            value={title}
            label={`title of ${title}`}
            onChange={(name) => void library.rename(id, name)}
          >
            <h1>{title}</h1>
          </EditableText>
          <p className={styles.artist}>{artist ?? 'Unknown artist'}</p>
        </div>
        <DeckButtons songId={id} title={title} />
      </div>
      {player && (
        <section className={styles.stage} aria-label="Player">
          <Timeline model={model} player={player} />
          <Transport player={player} model={model} what={title} />
        </section>
      )}
      <SongAnalysisFacts song={song} analysis={details.analysis} />
    </Page>
  );
}
