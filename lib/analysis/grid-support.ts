/** How well a grid explains the attacks of a song, whatever its phase by quarters of a beat. */
import type { Attack } from './attack-times';
import { median } from './statistics';

/** Whether a grid holds is looked at in stretches of this length ... */
const STRETCH_SECONDS = 12;
/** ... with at least so many attacks, of which another grid explains this much more where it does not hold. */
const LEAST_ATTACKS = 12;
const CONTRADICTING_SUPPORT = 0.4;
/** Tempi that differ by this share are two. */
const OTHER_TEMPO = 0.015;

/** An attack this close to a quarter of a beat is explained by it. */
const ON_GRID_SECONDS = 0.01;

/** Share of the attacks between the first and last beat that lie on quarters of a beat, less chance. */
export function gridSupport(attacks: readonly Attack[], beatsSeconds: readonly number[]): number {
  let beat = 0;
  let [explained, expected, all] = [0, 0, 0];
  for (const { seconds } of attacks) {
    while (beat + 2 < beatsSeconds.length && beatsSeconds[beat + 1] <= seconds) beat++;
    const quarter = (beatsSeconds[beat + 1] - beatsSeconds[beat]) / 4;
    const position = (seconds - beatsSeconds[beat]) / quarter;
    if (position < -1 || position > 5) continue;
    all++;
    expected += (2 * ON_GRID_SECONDS) / quarter;
    if (Math.abs(position - Math.round(position)) * quarter < ON_GRID_SECONDS) explained++;
  }
  return all > expected ? Math.max(0, (explained - expected) / (all - expected)) : 0;
}

/**
 * Whether no stretch of the song is explained far better by a grid of another tempo: a tempo that changes near
 * either end leaves most attacks of the song on the grid, and hardly any after the change. Another grid of the
 * same tempo follows an echo or an offbeat in a break.
 */
export function holdsThroughout(
  attacks: readonly Attack[],
  beatsSeconds: readonly number[],
  otherBeatsSeconds: readonly number[],
): boolean {
  const end = attacks.at(-1)?.seconds ?? 0;
  for (let from = 0; from < end; from += STRETCH_SECONDS / 2) {
    const stretch = attacks.filter(
      ({ seconds }) => seconds >= from && seconds < from + STRETCH_SECONDS,
    );
    if (stretch.length < LEAST_ATTACKS) continue;
    const lead = gridSupport(stretch, otherBeatsSeconds) - gridSupport(stretch, beatsSeconds);
    if (lead < CONTRADICTING_SUPPORT) continue;
    const until = from + STRETCH_SECONDS;
    const ratio =
      intervalWithin(otherBeatsSeconds, from, until) / intervalWithin(beatsSeconds, from, until);
    if (Math.abs(ratio - 1) > OTHER_TEMPO) return false;
  }
  return true;
}

/** Usual interval of the beats between two times. */
function intervalWithin(beatsSeconds: readonly number[], from: number, until: number): number {
  const within = beatsSeconds.filter((seconds) => seconds >= from && seconds < until);
  return median(within.slice(1).map((seconds, i) => seconds - within[i]));
}
