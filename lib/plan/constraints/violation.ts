/** What a broken rule is: a code for programs, figures, and a sentence for people. */

export const VIOLATION_CODES = [
  'sections-not-contiguous',
  'section-too-short',
  'boundary-off-grid',
  'sources-not-split',
  'tempo-stretch-too-far',
  'pitch-shift-too-far',
  'transition-too-long',
  'true-peak-too-high',
  'loudness-outside-window',
  'loudness-range-too-small',
  'no-contrast-before-peak',
  'two-lead-voices',
  'outro-missing-or-weak',
  'solo-voice-from-bleeding-stem',
  'material-outside-source',
  'transitions-take-too-much',
] as const;
export type ViolationCode = (typeof VIOLATION_CODES)[number];

export interface Violation {
  code: ViolationCode;
  /** Section that it is about; null = the whole plan. */
  sectionIndex: number | null;
  /** What was found and what is allowed, in the rule's unit. */
  measured: number;
  limit: number;
  sentence: string;
}
