/** What a block of the picture shows, in words: "A chorus 1, bars 33–40". */
import type { SongSide } from '@/lib/music/stem-names';
import type { SongMap } from '@/lib/plan/material/song-map';
import type { PlanSection, RemixPlan, Transition, TransitionType } from '@/lib/plan/remix-plan';
import { placeText, sourceBeats, sourcePlace } from '@/lib/plan/source-place';
import { STEM_TITLES } from '../timeline/stem-titles';
import { formatDecibels } from '../ui/format';
import type { LanePlace } from './lane-layout';

export interface PlaceWords {
  /** "Vocals of the chorus". */
  title: string;
  lines: string[];
}

/** @param maps null where the songs are no longer there: then only beats can be named */
export function placeWords(
  plan: RemixPlan,
  { row, section: index }: LanePlace,
  maps: Record<SongSide, SongMap> | null,
  beatsPerBar: number,
): PlaceWords {
  const section = plan.sections[index];
  const where = barsText(section, beatsPerBar);
  if (row === 'section') {
    const into = index === 0 ? [] : [`Way in: ${transitionText(section.transitionIn)}`];
    return { title: `${capital(section.label)}, ${where}`, lines: into };
  }
  if (row === 'energy') {
    const [from, to] = [section.energyStart, section.energyEnd].map(percent);
    return { title: `Energy of the ${section.label}`, lines: [`${from} to ${to}, ${where}`] };
  }
  const play = section.stems[row];
  const title = `${STEM_TITLES[row]} of the ${section.label}`;
  if (play === null) return { title, lines: ['silent'] };
  const song = play.song.toUpperCase();
  const place = maps
    ? placeText(sourcePlace(maps[play.song], play.sourceBeat, sourceBeats(plan, section, play)))
    : `from beat ${play.sourceBeat}`;
  const repeats = play.loopSourceBeats === null ? '' : ', repeated';
  return { title, lines: [`${song} ${place}${repeats}`, `${signed(play.gainDb)} dB`] };
}

/** "bars 33–48": of the remix, from 1. */
export function barsText({ startBeat, lengthBeats }: PlanSection, beatsPerBar: number): string {
  const first = Math.floor(startBeat / beatsPerBar) + 1;
  const last = Math.ceil((startBeat + lengthBeats) / beatsPerBar);
  return first === last ? `bar ${first}` : `bars ${first}–${last}`;
}

export const TRANSITION_TITLES: Readonly<Record<TransitionType, string>> = {
  cut: 'cut',
  crossfade: 'crossfade',
  'filter-sweep': 'filter sweep',
  'silence-gap': 'gap of silence',
  'bass-swap': 'bass swap',
  'echo-tail': 'echo tail',
  'drop-out': 'drop-out',
};

/** "crossfade over 4 beats". */
export function transitionText({ type, lengthBeats }: Transition): string {
  if (lengthBeats === 0) return TRANSITION_TITLES[type];
  return `${TRANSITION_TITLES[type]} over ${lengthBeats} beat${lengthBeats === 1 ? '' : 's'}`;
}

/** "+2.5", "−3.0". */
export function signed(gainDb: number): string {
  return gainDb > 0 ? `+${formatDecibels(gainDb)}` : formatDecibels(gainDb);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
