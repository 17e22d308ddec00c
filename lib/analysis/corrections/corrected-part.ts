/** Which part of an analysis a correction is about. */
import type { Correction, CorrectionOf } from './correction';

/** What a correction is about. */
export type CorrectedPart = 'grid' | 'key' | 'sections' | 'cues';

const PARTS = {
  'double-tempo': 'grid',
  'halve-tempo': 'grid',
  'set-tempo': 'grid',
  'tap-tempo': 'grid',
  'nudge-grid': 'grid',
  'shift-downbeat': 'grid',
  'set-downbeat': 'grid',
  'set-metre': 'grid',
  'import-grid': 'grid',
  'set-key': 'key',
  'import-key': 'key',
  'move-section-line': 'sections',
  'rename-section': 'sections',
  'split-section': 'sections',
  'merge-sections': 'sections',
  'import-cues': 'cues',
} as const satisfies Record<Correction['kind'], CorrectedPart>;

export type GridCorrection = {
  [Kind in keyof typeof PARTS]: (typeof PARTS)[Kind] extends 'grid' ? CorrectionOf<Kind> : never;
}[keyof typeof PARTS];
export type SectionCorrection = {
  [Kind in keyof typeof PARTS]: (typeof PARTS)[Kind] extends 'sections'
    ? CorrectionOf<Kind>
    : never;
}[keyof typeof PARTS];

export function partOf({ kind }: Correction): CorrectedPart {
  return PARTS[kind];
}

export function isGridCorrection(correction: Correction): correction is GridCorrection {
  return partOf(correction) === 'grid';
}

export function isSectionCorrection(correction: Correction): correction is SectionCorrection {
  return partOf(correction) === 'sections';
}
