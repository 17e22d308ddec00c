'use client';

/** One song: heard, seen with its grid and its parts, stem by stem. */
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import type { SongDetails, SongSummary } from '@/lib/store/song-record-schema';
import { DeckButtons } from '../library/deck-buttons';
import { ORIGINAL_KEY, OriginalOrStems } from '../player/original-or-stems';
import type { PlayerPart, PlayerSound } from '../player/player-sound';
import { Transport } from '../player/transport';
import { useStemPlayer } from '../player/use-stem-player';
import { Page } from '../shell/page';
import parts from '../shell/parts.module.css';
import { askLibrary } from '../studio/library-client';
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { useSongDetails } from '../studio/use-song-details';
import { Timeline } from '../timeline/timeline';
import { songTimeline } from '../timeline/timeline-model';
import { ButtonLink } from '../ui/button';
import { cx } from '../ui/cx';
import { EditableText } from '../ui/editable-text';
import { Notice } from '../ui/notice';
import { CorrectionsPanel } from './corrections/corrections-panel';
import { GridCloseUp } from './corrections/grid-close-up';
import { SectionHandles } from './corrections/section-handles';
import { CORRECTION_KEYS, useCorrectionKeys } from './corrections/use-correction-keys';
import { useCorrections } from './corrections/use-corrections';
import { useMetronome } from './corrections/use-metronome';
import { useTapTempo } from './corrections/use-tap-tempo';
import { SongAnalysisFacts } from './song-analysis-facts';
import styles from './song-page.module.css';

const KEYS = [ORIGINAL_KEY, ...CORRECTION_KEYS];

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
        <p className={parts.loading} role="status">
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

function OpenSong({ song, details: opened }: { song: SongSummary; details: SongDetails }) {
  const { library } = useStudio();
  const { id, title, artist, durationSeconds, overview } = song;
  const corrections = useCorrections(opened);
  const { details, add, undo } = corrections;
  const model = useMemo(
    () => songTimeline({ overview, durationSeconds }, details),
    [overview, durationSeconds, details],
  );
  const sound = useMemo<PlayerSound>(
    () => ({
      durationSeconds,
      // Those it was opened with: a corrected grid is no other sound.
      beatsSeconds: opened.measured.beatsSeconds,
      barBeats: [],
      load: (part: PlayerPart) => askLibrary((api) => api.songSound(id, part)),
      stemsVersion: async () =>
        (await askLibrary((api) => api.songDetails(id)))?.stemFolder ?? null,
    }),
    [id, durationSeconds, opened],
  );
  const player = useStemPlayer(sound);
  const metronome = useMetronome(player, details.analysis);
  const taps = useTapTempo(player, add);
  const [part, setPart] = useState(0);
  useCorrectionKeys({ onTap: taps.tap, onUndo: undo, onMetronome: metronome.toggle });
  return (
    <Page>
      <div className={parts.head}>
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
        <section className={cx(parts.panel, parts.wide)} aria-label="Player">
          <Timeline
            model={model}
            player={player}
            handles={
              <SectionHandles
                analysis={details.analysis}
                durationSeconds={durationSeconds}
                onSelect={setPart}
                onCorrect={add}
              />
            }
          />
          <GridCloseUp player={player} analysis={details.analysis} />
          <Transport player={player} model={model} what={title} keys={KEYS}>
            <OriginalOrStems player={player} />
          </Transport>
        </section>
      )}
      <SongAnalysisFacts song={song} details={details} />
      {player && (
        <CorrectionsPanel
          corrections={corrections}
          player={player}
          taps={taps}
          metronome={metronome}
          part={part}
          onSelectPart={setPart}
        />
      )}
    </Page>
  );
}
