/** Parts of songs and of remixes in the form in which they are drawn. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { StripSection } from './section-strip';

/** In seconds. */
export function songStripSections({ sections }: Pick<SongAnalysis, 'sections'>): StripSection[] {
  return sections.map(({ label, startSeconds, endSeconds, energy }) => ({
    label,
    start: startSeconds,
    end: endSeconds,
    energyStart: energy.overall,
    energyEnd: energy.overall,
  }));
}

/** In beats of the remix. */
export function planStripSections({ sections }: Pick<RemixPlan, 'sections'>): StripSection[] {
  return sections.map(({ label, startBeat, lengthBeats, energyStart, energyEnd }) => ({
    label,
    start: startBeat,
    end: startBeat + lengthBeats,
    energyStart,
    energyEnd,
  }));
}
