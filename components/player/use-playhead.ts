'use client';

import { useEffect } from 'react';
import { useObservable } from '../studio/use-observable';
import type { StemPlayer } from './stem-player';

/**
 * Tells where playing is, on every frame while it runs and after every jump.
 * @param onMove must be kept between renders
 */
export function usePlayhead(player: StemPlayer, onMove: (seconds: number) => void): void {
  const { isPlaying, isStarting, standsAtSeconds } = useObservable(player.state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a jump while it stands is what moves it
  useEffect(() => {
    onMove(player.positionSeconds());
    // Another sound may be heard until this one starts.
    if (!isPlaying && !isStarting) return;
    let frame = requestAnimationFrame(function tick() {
      onMove(player.positionSeconds());
      frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [player, isPlaying, isStarting, standsAtSeconds, onMove]);
}
