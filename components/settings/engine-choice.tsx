'use client';

/** Which engine takes songs apart: the best at hand, or the one that the user wants; and why. */
import { useEffect, useId } from 'react';
import { ENGINE_WISHES, type EngineWish } from '@/lib/stems/choose-engine';
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import styles from './settings.module.css';

const TITLES: Record<EngineWish, string> = {
  best: 'The best at hand',
  quick: 'Quick split',
  htdemucs: 'HTDemucs',
  server: 'HTDemucs on the server',
};

export function EngineChoice() {
  const { models } = useStudio();
  const wish = useObservable(models.wish);
  const choice = useObservable(models.choice);
  const id = useId();
  useEffect(() => models.load(), [models]);
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>Stems by</label>
      <select
        id={id}
        value={wish}
        onChange={({ target }) => models.setWish(target.value as EngineWish)}
      >
        {ENGINE_WISHES.map((option) => (
          <option key={option} value={option}>
            {TITLES[option]}
          </option>
        ))}
      </select>
      <span className={styles.reason} role="status">
        {choice?.reason}
      </span>
    </div>
  );
}
