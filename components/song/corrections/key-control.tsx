'use client';

/** The key, chosen by name or Camelot code. */
import type { Correction } from '@/lib/analysis/corrections/correction';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { camelotCode, type Key, keyName, PITCH_CLASSES } from '@/lib/music/key';
import styles from './controls.module.css';

/** Round the wheel, minor before major, as DJs read it. */
const KEYS: readonly Key[] = PITCH_CLASSES.flatMap((tonic): Key[] => [
  { tonic, mode: 'minor' },
  { tonic, mode: 'major' },
]).sort((one, other) => wheelPlace(one) - wheelPlace(other));

export function KeyControl({
  analysis,
  measured,
  onCorrect,
}: {
  analysis: SongAnalysis;
  measured: SongAnalysis;
  onCorrect: (correction: Correction) => void;
}) {
  const { key, provenance } = analysis;
  return (
    <>
      <label className={styles.row}>
        <span className={styles.label}>Key of the song</span>
        <select
          value={key.camelot}
          onChange={({ target }) => {
            const chosen = KEYS.find((one) => camelotCode(one) === target.value);
            if (chosen) onCorrect({ kind: 'set-key', ...chosen });
          }}
        >
          {KEYS.map((one) => (
            <option key={camelotCode(one)} value={camelotCode(one)}>
              {camelotCode(one)} · {keyName(one)}
            </option>
          ))}
        </select>
      </label>
      <p className={styles.note}>
        {provenance.key === 'measured'
          ? `Measured, ${Math.round(key.confidence * 100)} % sure.`
          : `Measured was ${measured.key.camelot} · ${keyName(measured.key)}, ${Math.round(measured.key.confidence * 100)} % sure.`}
      </p>
    </>
  );
}

function wheelPlace(key: Key): number {
  return 2 * Number.parseInt(camelotCode(key), 10) + (key.mode === 'minor' ? 0 : 1);
}
