'use client';

import { useEffect } from 'react';
import { isTyping } from '../../player/is-typing';
import type { KeyMeaning } from '../../player/keys-button';
import { pressedLetter } from '../../player/pressed-letter';

export const CORRECTION_KEYS: readonly KeyMeaning[] = [
  { keys: ['T'], meaning: 'Tap the tempo' },
  { keys: ['K'], meaning: 'Metronome off and on' },
  { keys: ['Z'], meaning: 'Take back the last correction' },
];

/** What the page's keys for corrections do; pressed while nothing is typed. */
export interface CorrectionKeys {
  onTap: () => void;
  onUndo: () => void;
  onMetronome: () => void;
}

export function useCorrectionKeys({ onTap, onUndo, onMetronome }: CorrectionKeys): void {
  useEffect(() => {
    const actions: Record<string, () => void> = { t: onTap, z: onUndo, k: onMetronome };
    const onKeyDown = (event: KeyboardEvent) => {
      const letter = pressedLetter(event) ?? '';
      // Ctrl+Z means the same; other combinations belong to the browser.
      const isUndo = letter === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      if (isTyping(event.target) || event.repeat || !(isPlain || isUndo) || !actions[letter])
        return;
      event.preventDefault();
      actions[letter]();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [onTap, onUndo, onMetronome]);
}
