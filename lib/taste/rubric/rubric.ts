/**
 * The heuristic rubric: seven weighted judgements from the mixing rules. It is the weak label before
 * anybody has rated anything, an input of the ranker, and what ranks where the ranker cannot.
 * Source: taste plan, heuristic rubric (dimensions and weights).
 */
import { mean } from '@/lib/analysis/statistics';
import { genreRules } from '@/lib/plan/rules/genres';
import { ENERGY_FEATURES } from '../features/energy-features';
import { type PlanFeature, planFeatureValue } from '../features/feature';
import { fitWithin, progressTo } from '../features/figures';
import { GROOVE_FEATURES } from '../features/groove-features';
import { HARMONIC_TEMPO_FEATURES } from '../features/harmonic-tempo-features';
import { oncePerPlan, type PlanFacts } from '../features/plan-facts';
import { SPECTRAL_FEATURES } from '../features/spectral-features';
import { STRUCTURE_FEATURES } from '../features/structure-features';
import { VOCAL_FEATURES } from '../features/vocal-features';
import { transitionFit } from './transition-fit';

export const RUBRIC_DIMENSIONS = [
  'arrangement',
  'energy-arc',
  'vocal-intelligibility',
  'harmonic-fit',
  'transitions',
  'groove',
  'loudness',
] as const;
export type RubricDimension = (typeof RUBRIC_DIMENSIONS)[number];

/** Sum to 1. */
export const RUBRIC_WEIGHTS: Readonly<Record<RubricDimension, number>> = {
  arrangement: 0.15,
  'energy-arc': 0.15,
  'vocal-intelligibility': 0.15,
  'harmonic-fit': 0.15,
  transitions: 0.15,
  groove: 0.15,
  loudness: 0.1,
};

export const RUBRIC_TITLES: Readonly<Record<RubricDimension, string>> = {
  arrangement: 'Arrangement',
  'energy-arc': 'Energy arc',
  'vocal-intelligibility': 'Voice is understood',
  'harmonic-fit': 'Keys fit',
  transitions: 'Transitions',
  groove: 'Groove',
  loudness: 'Loudness and rest',
};

/** Each 0 (poor) to 1 (as good as the rules can tell). */
export type RubricScores = Record<RubricDimension, number>;

/** The features that the rubric reads. */
const READ = new Map<string, PlanFeature>(
  [
    ...STRUCTURE_FEATURES,
    ...ENERGY_FEATURES,
    ...HARMONIC_TEMPO_FEATURES,
    ...VOCAL_FEATURES,
    ...GROOVE_FEATURES,
    ...SPECTRAL_FEATURES,
  ].map((feature) => [feature.name, feature]),
);

type Dimension = (value: (name: string) => number, facts: PlanFacts) => number;

/** Sections that suit a remix of one to two minutes, and of any other length in proportion. */
const SECTION_COUNT = { low: 4, high: 7 } as const;
/** Where the voice lies well over the instruments, dB. */
const VOCAL_LEVEL_DB = { low: -4, high: 8, shoulder: 10 } as const;
const MASKER_RATIO_DB = { low: 0, high: 15, shoulder: 12 } as const;
/** Distance and shifts at which nothing is left of a good fit. */
const WORST = { camelotSteps: 5, shiftSemitones: 5, vocalStretch: 0.4, drumStretch: 0.15 } as const;
/** A good part of rest. Source: mixing rules, "ten to fifteen per cent of the time is quiet". */
const QUIET_SHARE = { low: 0.08, high: 0.3, shoulder: 0.15 } as const;
const RANGE_LU = { low: 4.5, high: 14, shoulder: 4 } as const;
const PHRASE_OFFSET_WORST = 0.3;
const POCKET_WORST_MS = 60;
const SWING_WORST = 0.15;
const POCKET_DEPTH = { best: 0.03, worst: 0.15 } as const;

const DIMENSIONS: Readonly<Record<RubricDimension, Dimension>> = {
  arrangement: (value) =>
    mean([
      value('phrase-boundary-hits'),
      value('section-validity'),
      value('vocal-placement'),
      value('vocal-placement'),
      value('section-order'),
      value('density-by-label'),
      fitWithin(value('section-count'), SECTION_COUNT.low, SECTION_COUNT.high, 3),
    ]),
  'energy-arc': (value) =>
    mean([
      (value('arc-correlation') + 1) / 2,
      value('peak-timing'),
      value('peak-timing'),
      value('rise-fit'),
      value('contrast-before-peak'),
      value('contrast-index'),
      (value('source-energy-match') + 1) / 2,
      (value('level-energy-match') + 1) / 2,
    ]),
  'vocal-intelligibility': (value) => {
    const { low, high, shoulder } = VOCAL_LEVEL_DB;
    const masker = MASKER_RATIO_DB;
    return mean([
      1 - value('masking-duty'),
      fitWithin(value('vocal-masker-ratio'), masker.low, masker.high, masker.shoulder),
      fitWithin(value('vocal-level'), low, high, shoulder),
      1 - value('phrase-cuts'),
      value('vocal-fill'),
    ]);
  },
  'harmonic-fit': (value) => {
    const keys = 1 - progressTo(value('camelot-distance'), 1, WORST.camelotSteps);
    // the less sure the keys are, the less they say
    const sure = value('key-confidence');
    return mean([
      sure * keys + (1 - sure) * 0.5,
      sure * keys + (1 - sure) * 0.5,
      1 - progressTo(value('pitch-shift'), 0, WORST.shiftSemitones),
      1 - progressTo(value('vocal-stretch'), 0.04, WORST.vocalStretch),
      1 - progressTo(value('instrumental-stretch'), 0, WORST.drumStretch),
    ]);
  },
  transitions: (_, facts) => transitionFit(facts),
  groove: (value) =>
    mean([
      value('vocal-downbeats'),
      value('vocal-phrase-lines'),
      value('instrumental-downbeats'),
      1 - progressTo(value('phrase-offset'), 0, PHRASE_OFFSET_WORST),
      1 - progressTo(value('swing-difference'), 0, SWING_WORST),
      value('kick-fit'),
      1 - progressTo(value('pocket-difference'), 0, POCKET_WORST_MS),
      1 - progressTo(value('pocket-depth'), POCKET_DEPTH.best, POCKET_DEPTH.worst),
      value('metre-match'),
    ]),
  loudness: (value, facts) => {
    const { low, high } = genreRules(facts.intent.genre).loudnessLufs;
    return mean([
      fitWithin(facts.plan.targetLufs, low, high, 3),
      fitWithin(value('loudness-range'), RANGE_LU.low, RANGE_LU.high, RANGE_LU.shoulder),
      fitWithin(value('quiet-share'), QUIET_SHARE.low, QUIET_SHARE.high, QUIET_SHARE.shoulder),
      1 - progressTo(value('wall-share'), 0.5, 1),
    ]);
  },
};

/** The rubric of a plan; the same value for the same facts. */
export const scoreRubric = oncePerPlan((facts): RubricScores => {
  const value = (name: string) => {
    const feature = READ.get(name);
    if (feature === undefined) throw new RangeError(`The rubric reads no feature "${name}".`);
    return planFeatureValue(feature, facts);
  };
  return Object.fromEntries(
    RUBRIC_DIMENSIONS.map((name) => [name, DIMENSIONS[name](value, facts)]),
  ) as RubricScores;
});

/** The weighted sum, 0 to 1. */
export function rubricTotal(scores: RubricScores): number {
  return RUBRIC_DIMENSIONS.reduce((sum, name) => sum + RUBRIC_WEIGHTS[name] * scores[name], 0);
}
