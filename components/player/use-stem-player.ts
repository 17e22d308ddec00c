'use client';

import { useEffect, useState } from 'react';
import { useStudio } from '../studio/studio-provider';
import { type PlayerSound, StemPlayer } from './stem-player';

/**
 * A player for a sound, which starts to load at once; it ends with the component.
 * @param sound a new one makes a new player, so it must be kept between renders
 */
export function useStemPlayer(sound: PlayerSound | null): StemPlayer | null {
  const { notices } = useStudio();
  const [player, setPlayer] = useState<StemPlayer | null>(null);
  useEffect(() => {
    if (!sound) {
      setPlayer(null);
      return;
    }
    const created = new StemPlayer(sound, (thrown) => notices.fail(thrown));
    created.preload();
    setPlayer(created);
    return () => created.dispose();
  }, [sound, notices]);
  return player;
}
