'use client';

/** Half, double, tapped or typed. */
import { useEffect, useState } from 'react';
import type { Correction } from '@/lib/analysis/corrections/correction';
import { TEMPO_RANGE_BPM } from '@/lib/analysis/corrections/correction-ranges';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { Button } from '../../ui/button';
import { formatBpm } from '../../ui/format';
import styles from './controls.module.css';
import type { TapTempo } from './use-tap-tempo';

export function TempoControls({
  analysis: { tempoBpm },
  onCorrect,
  taps,
}: {
  analysis: SongAnalysis;
  onCorrect: (correction: Correction) => void;
  taps: TapTempo;
}) {
  const shown = tempoBpm.toFixed(2).replace(/\.?0+$/, '');
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped(shown), [shown]);
  const set = () => {
    const bpm = Number(typed.replace(',', '.'));
    const isPossible = bpm >= TEMPO_RANGE_BPM.min && bpm <= TEMPO_RANGE_BPM.max;
    if (isPossible && typed !== shown) onCorrect({ kind: 'set-tempo', tempoBpm: bpm });
    else setTyped(shown);
  };
  return (
    <>
      <div className={styles.row}>
        <Button
          className={styles.small}
          aria-label="÷2, halve the tempo"
          disabled={tempoBpm / 2 < TEMPO_RANGE_BPM.min}
          onClick={() => onCorrect({ kind: 'halve-tempo' })}
        >
          ÷2
        </Button>
        <input
          className={styles.input}
          aria-label="Tempo in BPM"
          title={`Between ${TEMPO_RANGE_BPM.min} and ${TEMPO_RANGE_BPM.max}; one tempo for the whole song from its first bar on`}
          inputMode="decimal"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={set}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Enter') currentTarget.blur();
            if (key === 'Escape') setTyped(shown);
          }}
        />
        <span className={styles.unit}>BPM</span>
        <Button
          className={styles.small}
          aria-label="×2, double the tempo"
          disabled={tempoBpm * 2 > TEMPO_RANGE_BPM.max}
          onClick={() => onCorrect({ kind: 'double-tempo' })}
        >
          ×2
        </Button>
      </div>
      <div className={styles.row}>
        <Button className={styles.tap} title="Tap on every beat (T)" onClick={taps.tap}>
          Tap tempo
        </Button>
      </div>
      <p className={styles.note} role="status">
        {tapSentence(taps)}
      </p>
      {taps.tempo && (
        <div className={styles.row}>
          <Button look="primary" className={styles.small} onClick={taps.use}>
            Use {formatBpm(taps.tempo.tempoBpm)} BPM
          </Button>
          <Button look="quiet" className={styles.small} onClick={taps.discard}>
            Discard taps
          </Button>
        </div>
      )}
    </>
  );
}

function tapSentence({ count, tempo }: TapTempo): string {
  if (tempo) return `${count} taps: ${formatBpm(tempo.tempoBpm)} BPM. Go on for more exactness.`;
  if (count > 0) return `${count} ${count === 1 ? 'tap' : 'taps'}, four are needed.`;
  return 'Play, and tap on every beat with T.';
}
