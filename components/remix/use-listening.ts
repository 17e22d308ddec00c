'use client';

/** Tells the request's log how much of a remix was heard, and how often it was begun again. */
import { useEffect } from 'react';
import { Listening } from '@/lib/taste/log/listening';
import type { StemPlayer } from '../player/stem-player';
import { useStudio } from '../studio/studio-provider';

const LOOK_EVERY_MS = 500;

export function useListening(player: StemPlayer | null, remixId: string): void {
  const { remixes } = useStudio();
  useEffect(() => {
    if (!player) return;
    const listening = new Listening(player.durationSeconds);
    let wasPlaying = false;
    const tell = () => {
      listening.stopped();
      const behaviour = listening.take();
      if (behaviour) remixes.note(remixId, behaviour);
    };
    const look = () => {
      const { isPlaying, original, loop } = player.state.get();
      // One of the songs in the remix's place says nothing of the remix.
      const isHeard = isPlaying && original === null;
      if (isHeard) listening.at(player.positionSeconds(), loop !== null);
      else if (wasPlaying) tell();
      wasPlaying = isHeard;
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      if (wasPlaying) tell();
    };
  }, [player, remixId, remixes]);
}
