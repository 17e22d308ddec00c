'use client';

/** The keys of the labelling page: a pair can be heard and answered with one hand. */
import { useEffect, useRef } from 'react';
import type { RubricScore } from '@/lib/labels/rubric-items';
import type { KeyMeaning } from '../player/keys-button';
import { pressedLetter } from '../player/pressed-letter';

export const LABEL_KEYS: readonly KeyMeaning[] = [
  { keys: ['A', 'B'], meaning: 'Listen to A or B' },
  { keys: ['Space'], meaning: 'Play and pause' },
  { keys: ['←', '→'], meaning: 'One bar back or on' },
  { keys: ['Enter'], meaning: 'What you hear is better; once more sends the answer' },
  { keys: ['T'], meaning: 'No preference' },
  { keys: ['N'], meaning: 'Both are bad' },
  { keys: ['Shift', '← →'], meaning: 'Less sure, surer' },
  { keys: ['↑', '↓'], meaning: 'Choose a line of the rubric' },
  { keys: ['1', '–', '5'], meaning: 'Rate what you hear on that line' },
  { keys: ['Z'], meaning: 'Take the last answer back' },
];

export interface LabelActions {
  listenTo(side: 'a' | 'b'): void;
  togglePlay(): void;
  seekBars(bars: 1 | -1): void;
  enter(): void;
  noPreference(): void;
  bothBad(): void;
  surer(steps: 1 | -1): void;
  nextItem(steps: 1 | -1): void;
  rate(score: RubricScore): void;
  undo(): void;
}

export function useLabelKeys(actions: LabelActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      if (!act(event, latest.current)) return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** @returns whether the key means something */
function act(event: KeyboardEvent, actions: LabelActions): boolean {
  const score = /^(?:Digit|Numpad)([1-5])$/.exec(event.code)?.[1];
  if (score) {
    actions.rate(Number(score) as RubricScore);
    return true;
  }
  const direction = event.code === 'ArrowLeft' || event.code === 'ArrowUp' ? -1 : 1;
  const letter = pressedLetter(event);
  switch (letter ?? event.code) {
    case 'a':
    case 'b':
      actions.listenTo(letter === 'a' ? 'a' : 'b');
      return true;
    case 'Space':
      actions.togglePlay();
      return true;
    case 'ArrowLeft':
    case 'ArrowRight':
      if (event.shiftKey) actions.surer(direction);
      else actions.seekBars(direction);
      return true;
    case 'ArrowUp':
    case 'ArrowDown':
      actions.nextItem(direction);
      return true;
    case 'Enter':
    case 'NumpadEnter':
      if (!event.repeat) actions.enter();
      return true;
    case 't':
      actions.noPreference();
      return true;
    case 'n':
      actions.bothBad();
      return true;
    case 'z':
      actions.undo();
      return true;
    default:
      return false;
  }
}

/** Letters that are typed, windows over the page, and controls that were reached by keyboard. */
function isTaken({ target, code }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // The timeline takes the arrows alone: who has dragged it goes on by keyboard.
  if (target.matches('input[type=range]')) return code.startsWith('Arrow');
  if (target.closest('input, textarea, select, [contenteditable], dialog')) return true;
  const presses = code === 'Space' || code === 'Enter';
  return presses && target.matches('button:focus-visible, a:focus-visible, summary:focus-visible');
}
