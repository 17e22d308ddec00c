/** A song in figures: tempo, key, length, stems. */
import { keyName } from '@/lib/music/key';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { formatBpm, formatTime } from '../ui/format';
import { VisuallyHidden } from '../ui/visually-hidden';
import { ENGINES } from './engines';
import styles from './song-facts.module.css';

/** Below this the key is shown as a guess. */
const UNSURE_KEY = 0.5;

export function SongFacts({ song }: { song: SongSummary }) {
  const { key, stemEngine } = song;
  const engine = ENGINES[stemEngine] ?? { name: stemEngine, meaning: stemEngine };
  const isUnsure = key.confidence < UNSURE_KEY;
  return (
    <ul className={styles.facts}>
      <li className={styles.tempo}>
        {song.hasBeat ? (
          <>
            {formatBpm(song.tempoBpm)} <span className={styles.unit}>BPM</span>
          </>
        ) : (
          <span className={styles.noBeat} title="No steady beat was found">
            No beat
          </span>
        )}
      </li>
      <li className={styles.key} title={isUnsure ? 'Not sure of this key' : undefined}>
        <VisuallyHidden>{isUnsure ? 'Key, unsure: ' : 'Key: '}</VisuallyHidden>
        <span className={styles.camelot}>{key.camelot}</span>
        <span className={styles.keyName}>
          {keyName(key)}
          {isUnsure && '?'}
        </span>
      </li>
      <li className={styles.length}>
        <VisuallyHidden>Length: </VisuallyHidden>
        {formatTime(song.durationSeconds)}
      </li>
      <li className={styles.stems} title={engine.meaning}>
        <VisuallyHidden>Stems: </VisuallyHidden>
        <span className={styles.dots} aria-hidden="true">
          <i />
          <i />
          <i />
          <i />
        </span>
        {engine.name}
      </li>
    </ul>
  );
}
