/**
 * Stretches of a song that another tempo explains far better than its steady grid: a tempo that jumps further
 * than beats are followed leaves most attacks of the song on the grid, and few of those after the jump.
 */
import type { Attack } from './attack-times';
import { nearestGrid } from './constant-grid';
import { layOut } from './grid-reading';
import { gridSupport } from './grid-support';
import { median } from './statistics';
import { estimateTempo, type Tempogram, tempogramBetween } from './tempo';

const STRETCH_SECONDS = 12;
/** A stretch with fewer attacks tells nothing. */
const LEAST_ATTACKS = 24;
/** The grid explains so much less of the stretch than of the others ... */
const LOST_SUPPORT = 0.35;
/** ... and another so much more of it. */
const GAINED_SUPPORT = 0.4;
/** Jumps up to this ratio are looked for; within the first they need no looking for, and octaves are none. */
const JUMPS = { least: 1.02, most: 1.7 } as const;

/** Tempo of the stretch that is furthest from the song's; null where all keep to the grid. */
export function findTempoJump(
  attacks: readonly Attack[],
  beatsSeconds: readonly number[],
  tempogram: Tempogram,
  tempoBpm: number,
): number | null {
  const end = attacks.at(-1)?.seconds ?? 0;
  const stretches: { from: number; attacks: Attack[]; support: number }[] = [];
  for (let from = 0; from < end; from += STRETCH_SECONDS / 2) {
    const within = attacks.filter(
      ({ seconds }) => seconds >= from && seconds < from + STRETCH_SECONDS,
    );
    if (within.length < LEAST_ATTACKS) continue;
    stretches.push({ from, attacks: within, support: gridSupport(within, beatsSeconds) });
  }
  const usual = median(stretches.map(({ support }) => support));
  const jumps = stretches
    .filter(({ support }) => support < usual - LOST_SUPPORT)
    .flatMap(({ from, attacks: within, support }) => {
      const local = estimateTempo(tempogramBetween(tempogram, from, from + STRETCH_SECONDS));
      return [local.tempoBpm, ...local.alternativesBpm].filter((bpm) => {
        const ratio = Math.max(bpm / tempoBpm, tempoBpm / bpm);
        if (ratio < JUMPS.least || ratio > JUMPS.most) return false;
        const { periodSeconds, phaseSeconds } = nearestGrid(within, 60 / bpm);
        const beats = layOut(periodSeconds, phaseSeconds, from + STRETCH_SECONDS);
        return gridSupport(within, beats) > support + GAINED_SUPPORT;
      });
    });
  return jumps.length > 0
    ? jumps.reduce((a, b) =>
        Math.abs(Math.log(b / tempoBpm)) > Math.abs(Math.log(a / tempoBpm)) ? b : a,
      )
    : null;
}
