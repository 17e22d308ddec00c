'use client';

import { useEffect } from 'react';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { KeyMeaning } from '../player/keys-button';
import type { PlanPlayer } from '../player/plan-player';

export const REVIEW_KEYS: readonly KeyMeaning[] = [
  { keys: ['Space'], meaning: 'Hear the open plan, and pause' },
  { keys: ['↑', '↓', '←', '→'], meaning: 'Walk through the lanes that have the focus' },
  { keys: ['Enter'], meaning: 'Work on the block under the cursor' },
  { keys: ['←', '→'], meaning: 'Move a line that has the focus by 4 beats' },
  { keys: ['Z'], meaning: 'Undo' },
  { keys: ['Shift', 'Z'], meaning: 'Redo' },
];

/** The space bar plays the open plan and pauses whatever plays; on a control it presses that. */
export function usePlayKey(player: PlanPlayer | null, plan: RemixPlan): void {
  useEffect(() => {
    if (!player) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const { code, target, ctrlKey, metaKey, altKey } = event;
      const isControl =
        target instanceof HTMLElement &&
        target.closest('button, a, input, select, textarea, summary, dialog') !== null;
      if (code !== 'Space' || ctrlKey || metaKey || altKey || isControl) return;
      event.preventDefault();
      const { isPlaying, isWaiting } = player.state.get();
      if (isPlaying || isWaiting) player.pause();
      else void player.play(plan);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [player, plan]);
}
