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
}

const SUNG = 0.35;
const LOUD = 0.8;
const QUIET = 0.45;
/** Share of beats with drums below which a section counts as without. */
const DRUMLESS = 0.35;
/** Verses and choruses differ by at least this much. */
const LEAST_GAP = 0.06;

/**
 * Energy between the quiet and the loud sung parts, verse and chorus: the middle of the widest gap.
 * Where all are about as loud there is no telling by loudness: the line lies above them.
 */
function chorusLine(energies: readonly number[]): number {
  const sorted = [...energies].sort((a, b) => a - b);
  let [line, widest] = [Number.POSITIVE_INFINITY, LEAST_GAP];
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i] - sorted[i - 1];
    if (gap > widest && sorted[i] >= LOUD) {
      widest = gap;
      line = (sorted[i] + sorted[i - 1]) / 2;
    }
  }
  return line;
}

function nameSung(section: SectionTraits, isLate: boolean, line: number): SectionLabel {
  if (section.energy >= line) return 'chorus';
  if (section.drums < DRUMLESS)
    return isLate ? 'bridge' : section.energy < QUIET ? 'breakdown' : 'verse';
  return 'verse';
}

/** A label for each section, in order. */
export function nameSections(sections: readonly SectionTraits[]): SectionLabel[] {
  const last = sections.length - 1;
  const sung = sections.filter(({ voice }) => voice >= SUNG);
  const withDrums = sung.filter(({ drums }) => drums >= DRUMLESS);
  const line = chorusLine(withDrums.map(({ energy }) => energy));
  const labels: SectionLabel[] = [];
  for (const [index, section] of sections.entries()) {
    const { voice, drums, energy, tension, bars } = section;
    const previous = sections[index - 1];
    const next = sections[index + 1];
    const isSung = voice >= SUNG;
    const goesOn = previous && drums < DRUMLESS && energy >= previous.energy - 0.05;
    const stillIntro = index === 0 || (labels[index - 1] === 'intro' && goesOn);
    const leadsUp = next && next.energy >= LOUD && next.energy > energy + 0.08 && bars <= 8;
    const wasQuieter = previous && previous.energy < energy - 0.1;
    if (last > 0 && !isSung && stillIntro && energy < LOUD) labels.push('intro');
    else if (last > 0 && index === last && (!isSung || energy < QUIET)) labels.push('outro');
    else if (leadsUp && !isSung && (tension > 0.25 || wasQuieter)) labels.push('build');
    else if (isSung) labels.push(nameSung(section, index > last / 2, line));
    else if (energy >= LOUD) labels.push('drop');
    else if (energy < QUIET || drums < DRUMLESS) labels.push('breakdown');
    else labels.push(sung.length === 0 ? 'verse' : 'bridge');
  }
  return labels;
}
