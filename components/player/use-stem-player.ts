'use client';

import { useEffect, useRef, useState } from 'react';
import { useStudio } from '../studio/studio-provider';
import type { PlayerSound } from './player-sound';
import { StemPlayer } from './stem-player';

/**
 * A player for a sound, which starts to load at once; it ends with the component. Another sound goes on from
 * the beat at which the last one is: at its next bar line and without a gap while it plays.
 * @param sound a new one makes a new player, so it must be kept between renders; null makes none yet
 */
export function useStemPlayer(sound: PlayerSound | null): StemPlayer | null {
  const { notices } = useStudio();
  const [player, setPlayer] = useState<StemPlayer | null>(null);
  const before = useRef<StemPlayer | null>(null);
  useEffect(() => {
    if (!sound) return;
    const created = new StemPlayer(sound, (thrown) => notices.fail(thrown));
    if (before.current) void created.takeOver(before.current);
    else created.preload();
    setPlayer(created);
    return () => {
      before.current = created;
    };
  }, [sound, notices]);
  useEffect(
    () => () => {
      before.current?.dispose();
      before.current = null;
    },
    [],
  );
  return player;
}
