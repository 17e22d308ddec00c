'use client';

/** The grid by milliseconds and the bars by beats. */
import type { Correction } from '@/lib/analysis/corrections/correction';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { Button } from '../../ui/button';
import styles from './controls.module.css';

const NUDGES_MS = [-10, -1, 1, 10] as const;
const METRES = [2, 3, 4, 5, 6, 7] as const;

export function GridControls({
  analysis: { beatsPerBar },
  onCorrect,
  onAtPlayhead,
}: {
  analysis: SongAnalysis;
  onCorrect: (correction: Correction) => void;
  onAtPlayhead: (make: (atSeconds: number) => Correction) => void;
}) {
  const metres = METRES.some((metre) => metre === beatsPerBar) ? METRES : [...METRES, beatsPerBar];
  return (
    <>
      <div className={styles.row}>
        <span className={styles.label}>Move all beats, milliseconds</span>
        {NUDGES_MS.map((milliseconds) => (
          <Button
            key={milliseconds}
            className={styles.small}
            aria-label={`Grid ${Math.abs(milliseconds)} ms ${milliseconds < 0 ? 'earlier' : 'later'}`}
            onClick={() => onCorrect({ kind: 'nudge-grid', milliseconds })}
          >
            {milliseconds < 0 ? `−${-milliseconds}` : `+${milliseconds}`}
          </Button>
        ))}
      </div>
      <div className={styles.row}>
        <span className={styles.label}>Begin the bars</span>
        <Button
          className={styles.small}
          aria-label="Downbeat one beat earlier"
          onClick={() => onCorrect({ kind: 'shift-downbeat', beats: -1 })}
        >
          ← beat
        </Button>
        <Button
          className={styles.small}
          aria-label="Downbeat one beat later"
          onClick={() => onCorrect({ kind: 'shift-downbeat', beats: 1 })}
        >
          beat →
        </Button>
        <Button
          className={styles.small}
          title="A bar begins at the playhead: the beat nearest to it, or exactly there where no beat is near"
          onClick={() => onAtPlayhead((atSeconds) => ({ kind: 'set-downbeat', atSeconds }))}
        >
          Downbeat here
        </Button>
      </div>
      <label className={styles.row}>
        <span className={styles.note}>Beats in a bar</span>
        <select
          value={beatsPerBar}
          onChange={({ target }) =>
            onCorrect({ kind: 'set-metre', beatsPerBar: Number(target.value) })
          }
        >
          {metres.map((metre) => (
            <option key={metre} value={metre}>
              {metre}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
