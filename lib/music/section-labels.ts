/** The words for the parts of a song and of a remix. */
export const SECTION_LABELS = [
  'intro',
  'verse',
  'build',
  'chorus',
  'bridge',
  'breakdown',
  'drop',
  'outro',
] as const;
export type SectionLabel = (typeof SECTION_LABELS)[number];
