'use client';

/** A deck: the song that lies on it, seen and in figures. */
import { useMemo } from 'react';
import { keyName } from '@/lib/music/key';
import type { SongSide } from '@/lib/music/stem-names';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { useSongDetails } from '../studio/use-song-details';
import { cx } from '../ui/cx';
import { formatBpm, formatTime } from '../ui/format';
import { BandWaveform } from '../waveform/band-waveform';
import { SectionStrip } from '../waveform/section-strip';
import { songStripSections } from '../waveform/strip-sections';
import styles from './deck.module.css';
import { RoleBadge } from './role-badge';

export function Deck({
  side,
  songs,
  singer,
}: {
  side: SongSide;
  songs: readonly SongSummary[];
  /** Who sings, as far as that is said. */
  singer: SongSide | null;
}) {
  const { decks } = useStudio();
  const songId = useObservable(decks.songs)[side];
  const song = songs.find(({ id }) => id === songId) ?? null;
  const letter = side.toUpperCase();
  return (
    <section className={cx(styles.deck, styles[side])} aria-label={`Deck ${letter}`}>
      <div className={styles.head}>
        <span className={styles.letter} aria-hidden="true">
          {letter}
        </span>
        <select
          className={styles.select}
          aria-label={`Song ${letter}`}
          value={song?.id ?? ''}
          onChange={(event) => decks.put(side, event.target.value || null)}
        >
          <option value="">Choose a song</option>
          {songs.map(({ id, title, artist }) => (
            <option key={id} value={id}>
              {artist ? `${title} · ${artist}` : title}
            </option>
          ))}
        </select>
        {song && <RoleBadge side={side} singer={singer} />}
      </div>
      {song ? <DeckSong song={song} /> : <p className={styles.empty}>No song on this deck.</p>}
    </section>
  );
}

function DeckSong({ song }: { song: SongSummary }) {
  const analysis = useSongDetails(song.id)?.analysis ?? null;
  const sections = useMemo(() => (analysis ? songStripSections(analysis) : []), [analysis]);
  const { key } = song;
  return (
    <>
      <div className={styles.picture}>
        <div className={styles.wave}>
          <BandWaveform overview={song.overview} />
        </div>
        <SectionStrip sections={sections} length={song.durationSeconds} />
      </div>
      <ul className={styles.facts}>
        <li>
          <b>{formatBpm(song.tempoBpm)}</b> BPM
        </li>
        <li title={`Key, ${Math.round(key.confidence * 100)} % sure`}>
          <b>{key.camelot}</b> {keyName(key)}
        </li>
        <li>{formatTime(song.durationSeconds)}</li>
        {analysis && <li>{voiceSentence(analysis.vocalActivityByBeat)}</li>}
      </ul>
    </>
  );
}

/** How much of the song is sung. */
function voiceSentence(activityByBeat: readonly number[]): string {
  const sung = activityByBeat.filter((activity) => activity >= 0.5).length;
  const percent = Math.round((sung / Math.max(1, activityByBeat.length)) * 100);
  return percent < 3 ? 'hardly any voice' : `voice in ${percent} %`;
}
