/** What the sections are called: by voice, energy, drums and place, in the words of the house. */
import type { SectionLabel } from '@/lib/music/section-labels';

export interface SectionTraits {
  /** Share of beats in which the voice, the drums sound. */
  voice: number;
  drums: number;
  /** Relative to the loudest section, 0 to 1. */
  energy: number;
  /** -1 to 1. */
  tension: number;
  bars: number;
  /** Sections that repeat each other share a number. */
  group: number;
}

const SUNG = 0.35;
const LOUD = 0.8;
const QUIET = 0.45;

/** A label for each section, in order. */
export function nameSections(sections: readonly SectionTraits[]): SectionLabel[] {
  const last = sections.length - 1;
  const sung = sections.filter((section) => section.voice >= SUNG);
  const loudestSung = Math.max(0, ...sung.map((section) => section.energy));
  const quietestSung = Math.min(1, ...sung.map((section) => section.energy));
  // Halfway between the quiet and the loud sung parts lies the line between verse and chorus.
  const chorusLine = Math.max(0.55, (loudestSung + quietestSung) / 2);
  return sections.map((section, index) => {
    const next = sections[index + 1];
    const isSung = section.voice >= SUNG;
    const lacksDrums = section.drums < 0.35;
    if (index === 0 && sections.length > 1 && (!isSung || section.energy < QUIET)) return 'intro';
    if (index === last && sections.length > 1 && (!isSung || section.energy < QUIET))
      return 'outro';
    if (
      next &&
      section.tension > 0.3 &&
      next.energy > section.energy + 0.12 &&
      section.bars <= 16
    ) {
      return isSung && section.bars > 8 ? 'verse' : 'build';
    }
    if (isSung) {
      if (section.energy >= chorusLine) return 'chorus';
      return lacksDrums && index > last / 2 ? 'bridge' : 'verse';
    }
    if (section.energy >= LOUD) return 'drop';
    if (section.energy < QUIET || lacksDrums) return 'breakdown';
    return index < last / 3 ? 'intro' : 'bridge';
  });
}
