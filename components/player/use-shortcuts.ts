'use client';

import { useEffect } from 'react';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { barLines, partAt, stepTo } from '../timeline/beat-steps';
import type { TimelineModel } from '../timeline/timeline-model';
import { isTyping } from './is-typing';
import { pressedLetter } from './pressed-letter';
import type { StemPlayer } from './stem-player';

/** Keys that the page listens to wherever the focus is, except while something is typed. */
export function useShortcuts(player: StemPlayer, model: TimelineModel): void {
  useEffect(() => {
    let hasTabbed = false;
    const onPointerDown = () => {
      hasTabbed = false;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code === 'Tab') hasTabbed = true;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      // A key that is held steps on, and switches nothing back and forth.
      if (event.repeat && !event.code.startsWith('Arrow')) return;
      // The space bar presses a control that was reached by keyboard, and plays otherwise.
      if (event.code === 'Space' && hasTabbed && isControl(event.target)) return;
      if (!act(event, player, model)) return;
      event.preventDefault();
      // A button that was clicked keeps the focus, and would be pressed again by the space bar.
      if (event.code === 'Space') (document.activeElement as HTMLElement | null)?.blur();
    };
    window.addEventListener('pointerdown', onPointerDown);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('pointerdown', onPointerDown);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [player, model]);
}

/** @returns whether the key means something */
function act(event: KeyboardEvent, player: StemPlayer, model: TimelineModel): boolean {
  const stem = /^Digit[1-4]$/.test(event.code) ? STEM_NAMES[Number(event.code[5]) - 1] : null;
  if (stem) {
    if (event.shiftKey) player.choice.toggleMute(stem);
    else player.choice.toggleSolo(stem);
    return true;
  }
  switch (pressedLetter(event) ?? event.code) {
    case 'Space':
      player.toggle();
      return true;
    case 'm':
      player.toggleMuted();
      return true;
    case 'a':
    case 'b':
    case 'r': {
      if (!player.hasOriginals) return false;
      const letter = pressedLetter(event);
      void player.choice.compareWith(letter === 'a' || letter === 'b' ? letter : null);
      return true;
    }
    case 'l':
      player.setLoop(player.state.get().loop ? null : partAt(model, player.positionSeconds()));
      return true;
    case 'ArrowLeft':
    case 'ArrowRight': {
      const lines = event.shiftKey ? barLines(model) : model.beatsSeconds;
      const direction = event.code === 'ArrowRight' ? 1 : -1;
      player.seek(stepTo(lines, player.positionSeconds(), direction));
      return true;
    }
    default:
      return false;
  }
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a') !== null;
}
