'use client';

/** One stem of a section: whether it sounds, and how loud. */
import { useState } from 'react';
import type { StemName } from '@/lib/music/stem-names';
import type { StemPlay } from '@/lib/plan/remix-plan';
import { GAIN_RANGE_DB } from '@/lib/plan/rules/section-rules';
import { STEM_TITLES } from '../timeline/stem-titles';
import styles from './gain-slider.module.css';
import { signed } from './place-words';

export function GainSlider({
  stem,
  play,
  onSounds,
  onTry,
  onGain,
}: {
  stem: StemName;
  /** null = silent. */
  play: StemPlay | null;
  onSounds: (sounds: boolean) => void;
  /** While it is moved; null where nothing comes of it. */
  onTry: (gainDb: number | null) => void;
  onGain: (gainDb: number) => void;
}) {
  const [moved, setMoved] = useState<number | null>(null);
  const title = STEM_TITLES[stem];
  const gainDb = moved ?? play?.gainDb ?? 0;
  const keep = () => {
    if (moved === null) return;
    setMoved(null);
    onGain(moved);
  };
  return (
    <li className={styles.stem}>
      <label className={styles.name}>
        <input
          type="checkbox"
          checked={play !== null}
          onChange={(event) => onSounds(event.target.checked)}
        />
        <span
          className={styles.badge}
          style={{ background: `var(--color-${stem})` }}
          aria-hidden="true"
        >
          {title[0]}
        </span>
        {title}
      </label>
      {play && (
        <>
          <input
            type="range"
            className={styles.range}
            aria-label={`Gain of the ${title.toLowerCase()}`}
            aria-valuetext={`${signed(gainDb)} decibels`}
            min={GAIN_RANGE_DB.lowest}
            max={GAIN_RANGE_DB.highest}
            step={0.5}
            value={gainDb}
            onChange={(event) => {
              setMoved(Number(event.target.value));
              onTry(Number(event.target.value));
            }}
            onPointerUp={keep}
            onKeyUp={keep}
            onBlur={keep}
          />
          <span className={styles.value}>{signed(gainDb)} dB</span>
        </>
      )}
    </li>
  );
}
