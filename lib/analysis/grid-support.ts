/** How well a grid explains the attacks of a song, whatever its phase by quarters of a beat. */
import type { Attack } from './attack-times';

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
