/** Names for borrowed material, as people call it: "chorus 1, bars 33–40". */
import type { Section } from '@/lib/analysis/song-analysis';
import type { SongMap } from './material/song-map';
import type { RemixPlan, StemPlay } from './remix-plan';

/** A stretch of a song in bars that count from 1, its last bar included; bar 0 is a pickup. */
export interface SourcePlace {
  /** "chorus 1", or "verse 2 to chorus 2" where it runs over a line; empty where no part is known. */
  part: string;
  startBar: number;
  endBar: number;
}

/** Where a stretch of beats lies in its song. */
export function sourcePlace(map: SongMap, fromBeat: number, lengthBeats: number): SourcePlace {
  const startBar = barAt(map, fromBeat);
  const endBar = Math.max(startBar, barAt(map, fromBeat + lengthBeats - 0.5));
  const first = partAt(map, startBar);
  const last = partAt(map, endBar);
  const part = first === last || last === '' ? first : first === '' ? last : `${first} to ${last}`;
  return { part, startBar, endBar };
}

/** "chorus 1, bars 33–40". */
export function placeText({ part, startBar, endBar }: SourcePlace): string {
  const bars = startBar === endBar ? `bar ${startBar}` : `bars ${startBar}–${endBar}`;
  return part === '' ? bars : `${part}, ${bars}`;
}

/** Beats of its own song that a stem's material takes, without repeats. */
export function sourceBeats(
  plan: Pick<RemixPlan, 'vocalSong' | 'tempo'>,
  section: { lengthBeats: number },
  play: StemPlay,
): number {
  const rate = play.song === plan.vocalSong ? plan.tempo.vocalBeatsPerBeat : 1;
  const passed = section.lengthBeats * rate;
  return play.loopSourceBeats === null ? passed : Math.min(play.loopSourceBeats, passed);
}

/** Number of the bar in which a beat lies, from 1; 0 before the first. */
function barAt({ downbeats }: SongMap, beat: number): number {
  let bar = 0;
  while (bar < downbeats.length && downbeats[bar] <= beat + 1e-6) bar += 1;
  return bar;
}

function partAt({ analysis: { sections } }: SongMap, bar: number): string {
  const index = sections.findIndex(
    ({ startBar, endBar }) => bar - 1 >= Math.round(startBar) && bar - 1 < Math.round(endBar),
  );
  return index < 0 ? '' : partName(sections, index);
}

/** Parts of one label are numbered, unless there is only one. */
function partName(sections: readonly Section[], index: number): string {
  const { label } = sections[index];
  const alike = sections.filter((section) => section.label === label);
  return alike.length === 1 ? label : `${label} ${alike.indexOf(sections[index]) + 1}`;
}
