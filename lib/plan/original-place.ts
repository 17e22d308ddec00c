/** Where in one of its songs a remix stands: what a listener compares it with. */
import { otherSide, type SongSide, STEM_NAMES } from '@/lib/music/stem-names';
import type { PlanSection, RemixPlan, StemPlay } from './remix-plan';

/**
 * The beat of a song that is under a beat of the remix: that of the material which plays there. Where the
 * vocal song rests it goes on from its last material, or leads up to its first.
 */
export function originalBeat(plan: RemixPlan, side: SongSide, beat: number): number {
  const { sections } = plan;
  const here = Math.max(
    sections.findLastIndex(({ startBeat }) => startBeat <= beat),
    0,
  );
  if (side === otherSide(plan.vocalSong)) {
    return sections[here].anchorBeat + beat - sections[here].startBeat;
  }
  const rate = plan.tempo.vocalBeatsPerBeat;
  const before = sections.slice(0, here + 1).findLast((section) => playOf(section, side));
  const section = before ?? sections.find((later) => playOf(later, side));
  const play = section && playOf(section, side);
  if (!play) return beat * rate;
  const passed = (beat - section.startBeat) * rate;
  const loop = section === sections[here] ? play.loopSourceBeats : null;
  return Math.max(play.sourceBeat + (loop ? passed % loop : passed), 0);
}

/** What a song plays in a section, the voice first. */
function playOf({ stems }: PlanSection, side: SongSide): StemPlay | null {
  for (const stem of STEM_NAMES) if (stems[stem]?.song === side) return stems[stem];
  return null;
}
