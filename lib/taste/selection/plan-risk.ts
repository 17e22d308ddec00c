/** How much can go wrong with a plan, 0 to 1: where two plans are as good, the safer one is taken. */
import { FEATURES } from '../features/feature-table';
import { progressTo } from '../features/figures';
import type { FeatureVector } from '../features/manifest';

interface Risk {
  feature: string;
  /** Value without risk and with all of it; the latter may be the smaller. */
  none: number;
  full: number;
  weight: number;
  /** For people. */
  name: string;
}

/** Source: hard limits of the mixing rules as full risk; weights by how much is lost when it goes wrong. */
export const RISKS: readonly Risk[] = [
  { feature: 'vocal-stretch', none: 0.04, full: 0.35, weight: 2, name: 'the voice is stretched' },
  { feature: 'pitch-shift', none: 0, full: 4, weight: 2, name: 'the voice is shifted in pitch' },
  {
    feature: 'instrumental-stretch',
    none: 0,
    full: 0.12,
    weight: 1,
    name: 'the drums are stretched',
  },
  { feature: 'camelot-distance', none: 1, full: 4, weight: 2, name: 'the keys are apart' },
  { feature: 'key-confidence', none: 0.8, full: 0.3, weight: 1, name: 'a key is uncertain' },
  { feature: 'tempo-reading', none: 0, full: 1, weight: 1, name: 'the voice runs in another time' },
  { feature: 'masking-duty', none: 0.1, full: 0.7, weight: 2, name: 'the voice may be masked' },
  { feature: 'phrase-cuts', none: 0, full: 0.5, weight: 1, name: 'sung phrases are cut' },
  {
    feature: 'solo-cleanness',
    none: 0.9,
    full: 0.7,
    weight: 1,
    name: 'a bleeding stem stands alone',
  },
  { feature: 'grid-confidence', none: 0.8, full: 0.3, weight: 1, name: 'a beat is uncertain' },
  { feature: 'phrase-offset', none: 0.05, full: 0.3, weight: 1, name: 'phrases lie off the beat' },
];

const places = RISKS.map(({ feature }) => FEATURES.findIndex(({ name }) => name === feature));
const totalWeight = RISKS.reduce((sum, { weight }) => sum + weight, 0);

/** What one risk adds to the whole. */
export interface RiskPart {
  /** For people. */
  name: string;
  /** 0 to 1; all of them sum to the plan's risk. */
  amount: number;
}

/** All risks of a plan, of a vector with the features of tiers 1 and 2. */
export function riskParts(values: readonly number[]): RiskPart[] {
  return RISKS.map(({ name, none, full, weight }, i) => ({
    name,
    amount: (weight * progressTo(values[places[i]], none, full)) / totalWeight,
  }));
}

/** The weighted mean of all risks. */
export function planRisk({ values }: FeatureVector): number {
  return riskParts(values).reduce((sum, { amount }) => sum + amount, 0);
}
