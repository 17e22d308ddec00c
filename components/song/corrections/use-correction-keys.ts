'use client';

import { useEffect } from 'react';
import type { KeyMeaning } from '../../player/keys-button';

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
    const actions: Record<string, () => void> = { KeyT: onTap, KeyZ: onUndo, KeyK: onMetronome };
    const onKeyDown = (event: KeyboardEvent) => {
      const { code, target, repeat } = event;
      const isTyping =
        target instanceof HTMLElement &&
        target.closest('input, textarea, select, [contenteditable], dialog') !== null;
      // Ctrl+Z means the same; other combinations belong to the browser.
      const isUndo = code === 'KeyZ' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      if (isTyping || repeat || !(isPlain || isUndo) || !actions[code]) return;
      event.preventDefault();
      actions[code]();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [onTap, onUndo, onMetronome]);
}
