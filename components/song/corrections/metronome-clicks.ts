/** Which clicks fall into a stretch of a song, and when they are heard. */
import type { Run } from '../../player/play-line';

export interface Click {
  seconds: number;
  /** On a downbeat. */
  isAccent: boolean;
}

/** Two moments nearer than this are one. */
const SAME_SECONDS = 1e-6;

/**
 * Clicks from a moment, which is included, to another, which is not.
 * @param beatsSeconds rising
 */
export function clicksWithin(
  { beatsSeconds, downbeats }: { beatsSeconds: readonly number[]; downbeats: ReadonlySet<number> },
  fromSeconds: number,
  toSeconds: number,
): Click[] {
  const clicks: Click[] = [];
  let low = 0;
  let high = beatsSeconds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (beatsSeconds[middle] < fromSeconds - SAME_SECONDS) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < beatsSeconds.length; i++) {
    const seconds = beatsSeconds[i];
    if (seconds >= toSeconds - SAME_SECONDS) break;
    clicks.push({ seconds, isAccent: downbeats.has(seconds) });
  }
  return clicks;
}

/** Clicks of what is played between two moments of the sound card's clock, each with its moment. */
export function clicksHeard(
  grid: Parameters<typeof clicksWithin>[0],
  runs: readonly Run[],
  fromTime: number,
  toTime: number,
): { time: number; isAccent: boolean }[] {
  return runs.flatMap(({ atSeconds, positionSeconds }, i) => {
    const from = Math.max(fromTime, atSeconds);
    const to = Math.min(toTime, runs[i + 1]?.atSeconds ?? toTime);
    const lag = atSeconds - positionSeconds;
    return clicksWithin(grid, from - lag, to - lag).map(({ seconds, isAccent }) => ({
      time: seconds + lag,
      isAccent,
    }));
  });
}
