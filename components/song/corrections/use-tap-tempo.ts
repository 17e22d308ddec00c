'use client';

/** Tapping along with the song that plays. */
import { useCallback, useMemo, useState } from 'react';
import type { Correction } from '@/lib/analysis/corrections/correction';
import { MOST_TAPS } from '@/lib/analysis/corrections/correction-ranges';
import { type TappedTempo, tempoFromTaps } from '@/lib/analysis/corrections/tapped-tempo';
import type { StemPlayer } from '../../player/stem-player';

export interface TapTempo {
  /** Taps that count. */
  count: number;
  /** Known from the fourth tap on. */
  tempo: TappedTempo | null;
  /** Marks a beat where the song is; while it stands, starts it. */
  tap: () => void;
  /** Makes the taps a correction. */
  use: () => void;
  discard: () => void;
}

export function useTapTempo(
  player: StemPlayer | null,
  onCorrect: (correction: Correction) => void,
): TapTempo {
  const [taps, setTaps] = useState<readonly number[]>([]);
  const tap = useCallback(() => {
    if (!player) return;
    if (!player.state.get().isPlaying) {
      setTaps([]);
      void player.play();
      return;
    }
    const seconds = player.positionSeconds();
    setTaps((known) => [...known, seconds].slice(-MOST_TAPS));
  }, [player]);
  const discard = useCallback(() => setTaps([]), []);
  return useMemo(() => {
    const tempo = tempoFromTaps(taps);
    return {
      count: tempo?.tapsSeconds.length ?? Math.min(taps.length, 3),
      tempo,
      tap,
      use: () => {
        if (tempo) onCorrect({ kind: 'tap-tempo', tapsSeconds: tempo.tapsSeconds });
        setTaps([]);
      },
      discard,
    };
  }, [taps, tap, discard, onCorrect]);
}
