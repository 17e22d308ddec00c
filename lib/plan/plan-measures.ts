/** Figures of a plan that rules, pages and tests ask for. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { lengthBeats, type PlanSection, type RemixPlan } from './remix-plan';

/** Sounding length in seconds, from the instrumental song's own beats. */
export function planDurationSeconds(plan: RemixPlan, instrumental: SongAnalysis): number {
  const beats = instrumental.beatsSeconds;
  const seconds = plan.sections.reduce((sum, { anchorBeat, lengthBeats: length }) => {
    const end = Math.min(anchorBeat + length, beats.length - 1);
    return sum + beats[end] - beats[anchorBeat];
  }, 0);
  return seconds * plan.tempo.instrumentalRatio;
}

/** The section with the highest energy; of equals the first. */
export function peakSection(sections: readonly PlanSection[]): PlanSection {
  return sections.reduce((best, section) =>
    peakEnergy(section) > peakEnergy(best) ? section : best,
  );
}

/** Highest energy inside a section. */
export function peakEnergy(section: PlanSection): number {
  return Math.max(section.energyStart, section.energyEnd);
}

/** Centre of the peak section as a share of the remix, 0 to 1. */
export function peakPosition(plan: RemixPlan): number {
  const peak = peakSection(plan.sections);
  return (peak.startBeat + peak.lengthBeats / 2) / lengthBeats(plan);
}

/** Beat at which the voice enters; null where it never does. */
export function vocalEntryBeat(plan: RemixPlan): number | null {
  return plan.sections.find((section) => section.stems.vocals !== null)?.startBeat ?? null;
}

/** Share of the remix in which the voice has something to sing, 0 to 1. */
export function vocalShare(plan: RemixPlan): number {
  const sung = plan.sections
    .filter((section) => section.stems.vocals !== null)
    .reduce((sum, section) => sum + section.lengthBeats, 0);
  return sung / lengthBeats(plan);
}
