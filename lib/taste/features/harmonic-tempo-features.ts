/** Group 4: how far keys and tempi are bent, and how sure we are of them. */
import { camelotRelation, transposeKey } from '@/lib/music/key';
import { SLOW_DOWN_FACTOR, stretchAmount } from '@/lib/plan/rules/tempo-rules';
import { featureGroup, type PlanFeature } from './feature';
import type { PlanFacts } from './plan-facts';

/** The other mode at the same number is safe; away from it, it is one more step of distance. */
const MODE_STEP = 0.5;
/** What it costs to hear the voice in half or double time, or three against two. */
const READING_COST = { plain: 0, octave: 0.5, polyrhythm: 1 } as const;

const shared = {
  group: 'harmonic-tempo-risk',
  source: 'taste plan, feature group 4 (harmonic and tempo risk); mixing rules, tempo and key',
} as const;
const feature = featureGroup<PlanFeature>({ tier: 1, ...shared });
/** Alike for nearly all plans of a request: of use only where there are many labels. */
const rareFeature = featureGroup<PlanFeature>({ tier: 2, ...shared });

/** Steps on the Camelot wheel between the shifted voice and the instruments. */
function camelotDistance({ plan, vocal, instrumental }: PlanFacts): number {
  const shifted = transposeKey(vocal.analysis.key, plan.key.vocalSemitones);
  const { steps, crossesMode } = camelotRelation(shifted, instrumental.analysis.key);
  return steps + (crossesMode && steps > 0 ? MODE_STEP : 0);
}

/** Change of tempo where material is slowed down, which smears more than speeding up. */
function slowDown({ plan }: PlanFacts): number {
  const slowed = Math.max(plan.tempo.vocalRatio, plan.tempo.instrumentalRatio, 1) - 1;
  return slowed * SLOW_DOWN_FACTOR;
}

function readingCost({ plan }: PlanFacts): number {
  const rate = plan.tempo.vocalBeatsPerBeat;
  if (rate === 1) return READING_COST.plain;
  return rate === 0.5 || rate === 2 ? READING_COST.octave : READING_COST.polyrhythm;
}

export const HARMONIC_TEMPO_FEATURES: readonly PlanFeature[] = [
  feature(
    'camelot-distance',
    {
      unit: 'steps',
      range: [0, 7],
      direction: -1,
      meaning: 'Distance of the two keys on the Camelot wheel after the shift',
    },
    camelotDistance,
  ),
  feature(
    'pitch-shift',
    {
      unit: 'semitones',
      range: [0, 12],
      direction: -1,
      meaning: 'How far the voice is shifted in pitch',
    },
    ({ plan }) => Math.abs(plan.key.vocalSemitones),
  ),
  feature(
    'vocal-stretch',
    {
      unit: 'share',
      range: [0, 1],
      direction: -1,
      meaning: 'How much the tempo of the voice is changed',
    },
    ({ plan }) => stretchAmount(plan.tempo.vocalRatio),
  ),
  feature(
    'instrumental-stretch',
    {
      unit: 'share',
      range: [0, 1],
      direction: -1,
      meaning: 'How much the tempo of drums, bass and other is changed',
    },
    ({ plan }) => stretchAmount(plan.tempo.instrumentalRatio),
  ),
  feature(
    'slow-down',
    {
      unit: 'share',
      range: [0, 1],
      direction: -1,
      meaning: 'How much material is slowed down rather than sped up',
    },
    slowDown,
  ),
  rareFeature(
    'tempo-reading',
    {
      unit: 'cost',
      range: [0, 1],
      direction: 0,
      meaning: 'Whether the voice is heard in half or double time',
    },
    readingCost,
  ),
  rareFeature(
    'key-confidence',
    {
      unit: 'probability',
      range: [0, 1],
      direction: 0,
      meaning: 'How sure we are of the less certain of the two keys',
    },
    ({ vocal, instrumental }) =>
      Math.min(vocal.analysis.key.confidence, instrumental.analysis.key.confidence),
  ),
];
