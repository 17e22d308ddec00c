'use client';

import { useEffect, useRef, useState } from 'react';
import { useStudio } from '../studio/studio-provider';
import { beatAt, secondsAt } from '../timeline/beat-steps';
import { type PlayerSound, StemPlayer } from './stem-player';

/**
 * A player for a sound, which starts to load at once; it ends with the component. Another sound goes on
 * from the beat at which the last one was left, so that two can be compared.
 * @param sound a new one makes a new player, so it must be kept between renders
 */
export function useStemPlayer(sound: PlayerSound): StemPlayer | null {
  const { notices } = useStudio();
  const [player, setPlayer] = useState<StemPlayer | null>(null);
  const left = useRef<{ beat: number; wasPlaying: boolean } | null>(null);
  useEffect(() => {
    const created = new StemPlayer(sound, (thrown) => notices.fail(thrown));
    if (left.current) created.seek(secondsAt(sound.beatsSeconds, left.current.beat));
    if (left.current?.wasPlaying) void created.play();
    else created.preload();
    setPlayer(created);
    return () => {
      const { isPlaying: wasPlaying } = created.state.get();
      left.current = { beat: beatAt(sound.beatsSeconds, created.positionSeconds()), wasPlaying };
      created.dispose();
    };
  }, [sound, notices]);
  return player;
}
