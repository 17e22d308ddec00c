'use client';

import { useEffect, useState } from 'react';
import { useStudio } from '../studio/studio-provider';
import { PlanPlayer, type PlanSource } from './plan-player';

/**
 * A player for the plans of two songs; it ends with the component.
 * @param source a new one makes a new player, so it must be kept between renders; null makes none
 */
export function usePlanPlayer(source: PlanSource | null): PlanPlayer | null {
  const { notices } = useStudio();
  const [player, setPlayer] = useState<PlanPlayer | null>(null);
  useEffect(() => {
    if (!source) return setPlayer(null);
    const created = new PlanPlayer(source, (thrown) => notices.fail(thrown));
    setPlayer(created);
    return () => created.dispose();
  }, [source, notices]);
  return player;
}
