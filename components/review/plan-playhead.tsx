'use client';

/** Where a plan is being heard; nothing while another one is. */
import { useEffect, useRef } from 'react';
import type { PlanPlayer } from '../player/plan-player';
import { useObservable } from '../studio/use-observable';
import styles from './plan-playhead.module.css';

export function PlanPlayhead({
  player,
  planId,
  axisBeats,
}: {
  player: PlanPlayer;
  planId: string;
  axisBeats: number;
}) {
  const line = useRef<HTMLDivElement>(null);
  const { plan, isPlaying, standsAtBeat } = useObservable(player.state);
  const isHere = plan?.id === planId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a jump while it stands is what moves it
  useEffect(() => {
    if (!isHere) return;
    let frame = 0;
    const show = () => {
      if (line.current) line.current.style.left = `${(100 * player.positionBeats()) / axisBeats}%`;
      if (isPlaying) frame = requestAnimationFrame(show);
    };
    show();
    return () => cancelAnimationFrame(frame);
  }, [player, isHere, isPlaying, standsAtBeat, axisBeats]);
  return isHere ? <div ref={line} className={styles.playhead} /> : null;
}
