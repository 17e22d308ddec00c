/** Values by beat carried over from one grid to another. */
import type { StemProfile } from '../song-analysis';

/** What an interval of the new grid takes from the old: indices of old intervals with their shares. */
export type BeatShares = readonly (readonly { beat: number; share: number }[])[];

/**
 * For each interval of the new grid the intervals of the old one that it overlaps, with shares that sum
 * to 1; beyond the old grid's ends the outermost interval goes on.
 */
export function sharesByBeat(oldBeats: readonly number[], newBeats: readonly number[]): BeatShares {
  const last = oldBeats.length - 2;
  let from = 0;
  return newBeats.slice(1).map((end, i) => {
    const start = newBeats[i];
    while (from < last && oldBeats[from + 1] <= start) from++;
    const shares: { beat: number; share: number }[] = [];
    for (let beat = from; beat <= last; beat++) {
      const left = beat === 0 ? Number.NEGATIVE_INFINITY : oldBeats[beat];
      const right = beat === last ? Number.POSITIVE_INFINITY : oldBeats[beat + 1];
      const overlap = Math.min(end, right) - Math.max(start, left);
      if (overlap > 0) shares.push({ beat, share: overlap / (end - start) });
      if (right >= end) break;
    }
    return shares;
  });
}

/** Means of shares, 0 to 1. */
export function meansByBeat(values: readonly number[], shares: BeatShares): number[] {
  return shares.map((parts) =>
    Math.min(
      1,
      weighted(parts, (beat) => values[beat]),
    ),
  );
}

/** Amplitudes (through their squares) relative to the loudest beat. */
export function amplitudesByBeat(values: readonly number[], shares: BeatShares): number[] {
  const raw = shares.map((parts) => Math.sqrt(weighted(parts, (beat) => values[beat] ** 2)));
  const loudest = Math.max(0, ...raw);
  return loudest > 0 ? raw.map((value) => value / loudest) : raw;
}

export function profileByBeat(profile: StemProfile, shares: BeatShares): StemProfile {
  const power = (beat: number) => 10 ** (profile.levelDbByBeat[beat] / 10);
  return {
    ...profile,
    levelDbByBeat: shares.map((parts) => 10 * Math.log10(weighted(parts, power))),
    activeByBeat: shares.map(
      (parts) => weighted(parts, (beat) => Number(profile.activeByBeat[beat])) >= 0.5,
    ),
  };
}

function weighted(parts: BeatShares[number], at: (beat: number) => number): number {
  return parts.reduce((sum, { beat, share }) => sum + share * at(beat), 0);
}
