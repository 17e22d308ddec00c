'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import type { StemPlayer } from '../../player/stem-player';
import { useStudio } from '../../studio/studio-provider';
import { Metronome, type MetronomeGrid } from './metronome';

/** A metronome for what a player plays; it follows the grid as it is corrected. */
export function useMetronome(
  player: StemPlayer | null,
  { beatsSeconds, downbeatsSeconds }: MetronomeGrid,
): { isOn: boolean; toggle: () => void } {
  const { notices } = useStudio();
  const [isOn, setIsOn] = useState(false);
  const [metronome, setMetronome] = useState<Metronome | null>(null);
  useEffect(() => {
    if (!isOn || !player) return;
    const created = new Metronome(player.runs);
    created.start().catch((thrown) => {
      setIsOn(false);
      notices.fail(thrown);
    });
    setMetronome(created);
    return () => {
      created.dispose();
      setMetronome(null);
    };
  }, [isOn, player, notices]);
  useEffect(
    () => metronome?.setGrid({ beatsSeconds, downbeatsSeconds }),
    [metronome, beatsSeconds, downbeatsSeconds],
  );
  const toggle = useCallback(() => setIsOn((on) => !on), []);
  return useMemo(() => ({ isOn, toggle }), [isOn, toggle]);
}
