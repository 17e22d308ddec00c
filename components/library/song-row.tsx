'use client';

/** A song of the library: seen, named, in figures, and ready for a deck. */
import Link from 'next/link';
import { memo, useState } from 'react';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { useStudio } from '../studio/studio-provider';
import { IconButton } from '../ui/button';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { EditableText } from '../ui/editable-text';
import { BandWaveform } from '../waveform/band-waveform';
import { DeckButtons } from './deck-buttons';
import type { Preview } from './preview';
import { PreviewButton } from './preview-button';
import { SeparateAgainButton } from './separate-again-button';
import { SongFacts } from './song-facts';
import styles from './song-row.module.css';

export const SongRow = memo(function SongRow({
  song,
  preview,
}: {
  song: SongSummary;
  preview: Preview;
}) {
  const { library } = useStudio();
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <li className={styles.row}>
      <div className={styles.name}>
        <EditableText
          value={song.title}
          label={`title of ${song.title}`}
          onChange={(title) => void library.rename(song.id, title)}
        >
          <Link className={styles.title} href={`/song?id=${song.id}`}>
            {song.title}
          </Link>
        </EditableText>
        <span className={styles.artist}>{song.artist ?? 'Unknown artist'}</span>
      </div>
      <div className={styles.wave}>
        <BandWaveform overview={song.overview} />
        <PreviewButton song={song} preview={preview} />
      </div>
      <div className={styles.facts}>
        <SongFacts song={song} />
      </div>
      <div className={styles.actions}>
        <DeckButtons songId={song.id} title={song.title} />
        <SeparateAgainButton song={song} />
        <IconButton
          icon="trash"
          label={`Delete ${song.title}`}
          onClick={() => setIsDeleting(true)}
        />
      </div>
      <ConfirmDialog
        open={isDeleting}
        title={`Delete "${song.title}"?`}
        action="Delete song"
        onConfirm={() => void library.delete(song.id)}
        onClose={() => setIsDeleting(false)}
      >
        Its stems and its analysis are deleted from this browser. Remixes made with it stay and can
        still be played. The file on your disk is not touched.
      </ConfirmDialog>
    </li>
  );
});
