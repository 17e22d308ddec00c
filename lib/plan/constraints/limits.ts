/** Thresholds of the hard constraints. Source: hard constraints and mixing rules of the project. */

export const LIMITS = {
  /** A section of a name of its own. */
  majorSectionBeats: 8,
  /** Any section. */
  sectionBeats: 4,
  boundaryGridBeats: 4,
  outroBeats: 8,
  /** A transition over the length of the shorter section beside it. */
  transitionOfSection: 0.5,
  truePeakDbtp: -1,
  loudnessRangeLu: 4,
  /** A fall in energy, relative to before. */
  contrastEnergyDrop: 0.2,
  contrastStemDrop: 2,
  /** Under this a stem bleeds too much to stand alone. */
  soloStemQuality: 0.7,
  /** Two different phrases may overlap so long in a crossfade, beats. */
  voiceOverlapBeats: 2,
} as const;

/** Sections that may be as short as a fill. */
export const MINOR_LABELS = ['build', 'breakdown', 'bridge'] as const;
