'use client';

/** Plays a song where it stands in the list, with a line that shows where it is. */
import { useEffect, useRef } from 'react';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { useSelected } from '../studio/use-observable';
import { Icon } from '../ui/icon';
import type { Preview } from './preview';
import styles from './preview-button.module.css';

export function PreviewButton({ song, preview }: { song: SongSummary; preview: Preview }) {
  const isOn = useSelected(preview.songId, (id) => id === song.id);
  const line = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!isOn) return;
    let frame = requestAnimationFrame(function tick() {
      if (line.current) line.current.style.left = `${preview.share() * 100}%`;
      frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [isOn, preview]);
  return (
    <>
      {isOn && <span ref={line} className={styles.line} />}
      <button
        type="button"
        className={styles.button}
        aria-label={isOn ? `Stop ${song.title}` : `Preview ${song.title}`}
        onClick={() => preview.toggle(song)}
      >
        <Icon name={isOn ? 'pause' : 'play'} size={16} />
      </button>
    </>
  );
}
