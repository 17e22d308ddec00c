/** What each correction does to the sections: where their lines are and what they are called. */
import type { SectionLabel } from '@/lib/music/section-labels';
import type { SectionCorrection } from './corrected-part';
import { nearestIndex } from './grid-draft';

/** A section from one bar line of the song to another, as indices into the bar lines. */
export interface SectionDraft {
  label: SectionLabel;
  from: number;
  to: number;
}

/** A line that was moved or taken away lay at most this far from where it is now looked for. */
const SAME_LINE_SECONDS = 8;

/**
 * Sections set on bar lines: each begins at the line nearest to its start, the first and the last reach
 * to the ends of the song, and one that has no bar left goes.
 * @param lines times of the bar lines, with the first and the last beat; at least two
 */
export function onBarLines(
  sections: readonly { label: SectionLabel; startSeconds: number }[],
  lines: readonly number[],
): SectionDraft[] {
  const last = lines.length - 1;
  const starts = sections.map(({ startSeconds }, i) =>
    i === 0 ? 0 : nearestIndex(lines, startSeconds),
  );
  return sections.flatMap(({ label }, i) => {
    const to = starts[i + 1] ?? last;
    return to > starts[i] ? [{ label, from: starts[i], to }] : [];
  });
}

/** A correction for which there is no section leaves all as they are. */
export function correctSections(
  sections: readonly SectionDraft[],
  correction: SectionCorrection,
  lines: readonly number[],
): SectionDraft[] {
  switch (correction.kind) {
    case 'move-section-line': {
      const line = lineNear(sections, correction.fromSeconds, lines);
      if (line === null) return split(sections, nearestIndex(lines, correction.toSeconds));
      const [before, after] = [sections[line], sections[line + 1]];
      // A section keeps a bar at least.
      const wanted = nearestIndex(lines, correction.toSeconds);
      const at = Math.min(Math.max(wanted, before.from + 1), after.to - 1);
      return sections.map((section, i) => {
        if (i === line) return { ...section, to: at };
        return i === line + 1 ? { ...section, from: at } : section;
      });
    }
    case 'rename-section': {
      const { startSeconds, endSeconds, label } = correction;
      const overlap = ({ from, to }: SectionDraft) =>
        Math.min(endSeconds, lines[to]) - Math.max(startSeconds, lines[from]);
      const most = Math.max(...sections.map(overlap));
      if (!(most > 0)) return [...sections];
      const named = sections.findIndex((section) => overlap(section) === most);
      return sections.map((section, i) => (i === named ? { ...section, label } : section));
    }
    case 'split-section':
      return split(sections, nearestIndex(lines, correction.atSeconds));
    case 'merge-sections': {
      const line = lineNear(sections, correction.lineSeconds, lines);
      if (line === null) return [...sections];
      const joined = { ...sections[line], to: sections[line + 1].to };
      return [...sections.slice(0, line), joined, ...sections.slice(line + 2)];
    }
  }
}

/** Index of the section that ends at the inner line nearest to a time; null where none is near. */
function lineNear(
  sections: readonly SectionDraft[],
  seconds: number,
  lines: readonly number[],
): number | null {
  let nearest: number | null = null;
  let least = SAME_LINE_SECONDS;
  sections.slice(0, -1).forEach(({ to }, i) => {
    const distance = Math.abs(lines[to] - seconds);
    if (distance <= least) [nearest, least] = [i, distance];
  });
  return nearest;
}

function split(sections: readonly SectionDraft[], at: number): SectionDraft[] {
  return sections.flatMap((section) =>
    section.from < at && at < section.to
      ? [
          { ...section, to: at },
          { ...section, from: at },
        ]
      : [section],
  );
}
