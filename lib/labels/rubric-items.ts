/**
 * What a rater can say of a remix besides which is better.
 * Source: the rating plan (rubric items, failure tags, the seven dimensions).
 */

export const RUBRIC_ITEMS = [
  'arrangement',
  'energy',
  'voice',
  'harmony',
  'transitions',
  'groove',
  'loudness',
] as const;
export type RubricItem = (typeof RUBRIC_ITEMS)[number];

export type RubricScore = 1 | 2 | 3 | 4 | 5;

export interface RubricText {
  title: string;
  /** What 1, 3 and 5 mean. */
  anchors: { 1: string; 3: string; 5: string };
}

export const RUBRIC_TEXTS: Readonly<Record<RubricItem, RubricText>> = {
  arrangement: {
    title: 'Arrangement',
    anchors: {
      1: 'Parts come and go at odd places',
      3: 'Follows the phrases, nothing special',
      5: 'Every part comes just when it should',
    },
  },
  energy: {
    title: 'Energy',
    anchors: {
      1: 'Flat, or jumps without reason',
      3: 'Rises and falls, a little predictable',
      5: 'Builds, peaks and releases on purpose',
    },
  },
  voice: {
    title: 'Voice',
    anchors: {
      1: 'Words are lost under the music',
      3: 'Clear most of the time',
      5: 'Clear throughout, sits in the mix',
    },
  },
  harmony: {
    title: 'Harmony',
    anchors: {
      1: 'Voice and music clash',
      3: 'Some notes rub',
      5: 'Sounds written together',
    },
  },
  transitions: {
    title: 'Transitions',
    anchors: {
      1: 'Jolts or clicks between parts',
      3: 'Smooth, but noticed',
      5: 'One part grows out of the other',
    },
  },
  groove: {
    title: 'Groove',
    anchors: {
      1: 'Voice and drums fall apart',
      3: 'In time, a little stiff',
      5: 'Locked in, makes you move',
    },
  },
  loudness: {
    title: 'Loudness',
    anchors: {
      1: 'Tiring, squashed or far too quiet',
      3: 'Even, a little dense',
      5: 'Loud where it counts, room to breathe',
    },
  },
};

export const FAILURE_TAGS = [
  'muddy',
  'vocal_buried',
  'clashy_key',
  'awkward_transition',
  'fatiguing',
  'timing_off',
  'low_end_muddy',
  'groove_off',
] as const;
export type FailureTag = (typeof FAILURE_TAGS)[number];

export const FAILURE_TAG_TITLES: Readonly<Record<FailureTag, string>> = {
  muddy: 'Muddy',
  vocal_buried: 'Voice buried',
  clashy_key: 'Keys clash',
  awkward_transition: 'Awkward transition',
  fatiguing: 'Tiring',
  timing_off: 'Out of time',
  low_end_muddy: 'Boomy low end',
  groove_off: 'Groove is off',
};
