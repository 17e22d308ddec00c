/** Which stretch of two plans to compare: where they differ most, or the peak. */
import { STEM_NAMES } from '@/lib/music/stem-names';
import { peakSection } from '@/lib/plan/plan-measures';
import {
  lengthBeats,
  type PlanSection,
  type RemixPlan,
  type StemPlay,
} from '@/lib/plan/remix-plan';

/** Source: the rating plan: previews of 15 to 25 s. */
export const EXCERPT_SECONDS = { shortest: 15, wanted: 20, longest: 25 } as const;

export interface Excerpt {
  startBeat: number;
  lengthBeats: number;
}

/** What a difference in one bar weighs: what is heard first weighs most. */
const DIFFERENCE = {
  voiceComesOrGoes: 3,
  stemComesOrGoes: 1.5,
  otherMaterial: 1,
  otherSong: 2,
  perDecibel: 0.1,
  transition: 1,
} as const;

/**
 * The same beats of both plans, on bar lines of the remix, 15 to 25 s long at the slower of the two
 * tempi (shorter only where a plan is). Of equally different stretches the one nearest the peak.
 * @param beatsPerBar of the remix
 */
export function chooseExcerpt(first: RemixPlan, second: RemixPlan, beatsPerBar: number): Excerpt {
  const totalBeats = Math.min(lengthBeats(first), lengthBeats(second));
  const bars = Math.max(1, Math.floor(totalBeats / beatsPerBar));
  const window = Math.min(bars, barsOfExcerpt(first, second, beatsPerBar));
  const differences = Array.from({ length: bars }, (_, bar) =>
    differenceAt(first, second, bar * beatsPerBar),
  );
  const peak = peakSection(first.sections);
  const peakBar = (peak.startBeat + peak.lengthBeats / 2) / beatsPerBar;
  let best = 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let start = 0; start + window <= bars; start++) {
    const difference = differences
      .slice(start, start + window)
      .reduce((sum, value) => sum + value, 0);
    const distance = Math.abs(start + window / 2 - peakBar) / bars;
    const score = difference - PEAK_PULL * distance;
    if (score > bestScore + 1e-9) {
      best = start;
      bestScore = score;
    }
  }
  return { startBeat: best * beatsPerBar, lengthBeats: window * beatsPerBar };
}

/** Decides between stretches that differ about as much. */
const PEAK_PULL = 2;

/** An even number of bars nearest to the wanted length within the limits. */
function barsOfExcerpt(first: RemixPlan, second: RemixPlan, beatsPerBar: number): number {
  const slowest = Math.min(first.tempo.targetBpm, second.tempo.targetBpm);
  const fastest = Math.max(first.tempo.targetBpm, second.tempo.targetBpm);
  const barSeconds = (bpm: number) => (60 / bpm) * beatsPerBar;
  const wanted = 2 * Math.max(1, Math.round(EXCERPT_SECONDS.wanted / barSeconds(slowest) / 2));
  const longest = Math.floor(EXCERPT_SECONDS.longest / barSeconds(slowest));
  const shortest = Math.ceil(EXCERPT_SECONDS.shortest / barSeconds(fastest));
  return Math.max(1, Math.min(Math.max(wanted, shortest), longest));
}

function differenceAt(first: RemixPlan, second: RemixPlan, beat: number): number {
  const [one, other] = [sectionAt(first, beat), sectionAt(second, beat)];
  let difference = 0;
  if (one.startBeat === beat || other.startBeat === beat) {
    const isSame =
      one.startBeat === other.startBeat && one.transitionIn.type === other.transitionIn.type;
    if (!isSame) difference += DIFFERENCE.transition;
  }
  for (const stem of STEM_NAMES) {
    difference += stemDifference(
      one,
      other,
      stem === 'vocals',
      one.stems[stem],
      other.stems[stem],
      beat,
    );
  }
  return difference;
}

function stemDifference(
  one: PlanSection,
  other: PlanSection,
  isVoice: boolean,
  first: StemPlay | null,
  second: StemPlay | null,
  beat: number,
): number {
  if (!first || !second) {
    if (first === second) return 0;
    return isVoice ? DIFFERENCE.voiceComesOrGoes : DIFFERENCE.stemComesOrGoes;
  }
  const level = Math.abs(first.gainDb - second.gainDb) * DIFFERENCE.perDecibel;
  if (first.song !== second.song) return DIFFERENCE.otherSong + level;
  const place = (section: PlanSection, play: StemPlay) =>
    play.sourceBeat + (beat - section.startBeat);
  return (place(one, first) === place(other, second) ? 0 : DIFFERENCE.otherMaterial) + level;
}

function sectionAt(plan: RemixPlan, beat: number): PlanSection {
  return plan.sections.findLast(({ startBeat }) => startBeat <= beat) ?? plan.sections[0];
}
