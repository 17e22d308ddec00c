'use client';

/** What is heard: the song as it is, or its stems put together again. The two run in step. */
import { useEffect } from 'react';
import { useObservable } from '../studio/use-observable';
import { cx } from '../ui/cx';
import { isTyping } from './is-typing';
import type { KeyMeaning } from './keys-button';
import styles from './original-or-stems.module.css';
import { pressedLetter } from './pressed-letter';
import type { StemPlayer } from './stem-player';
import type { HeardSound } from './stem-selection';

export const ORIGINAL_KEY: KeyMeaning = { keys: ['O'], meaning: 'Hear the original or the stems' };

const CHOICES: readonly { sound: HeardSound; title: string; hint: string }[] = [
  { sound: 'mix', title: 'Original', hint: 'Hear the song as it is (O)' },
  { sound: 'stems', title: 'Stems', hint: 'Hear the stems that are chosen, put together (O)' },
];

export function OriginalOrStems({ player }: { player: StemPlayer }) {
  const { hears, areStemsLoading } = useObservable(player.state);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      if (event.repeat || !isPlain || pressedLetter(event) !== 'o') return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      player.choice.hear(player.state.get().hears === 'mix' ? 'stems' : 'mix');
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [player]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className={styles.choice} role="group" aria-label="What is heard">
      {CHOICES.map(({ sound, title, hint }) => (
        <button
          key={sound}
          type="button"
          className={cx(styles.option, hears === sound && styles.chosen)}
          aria-pressed={hears === sound}
          aria-busy={sound === 'stems' && areStemsLoading}
          title={hint}
          onClick={() => player.choice.hear(sound)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
