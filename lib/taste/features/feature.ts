/** What a feature is: a number that says something about a plan, with all that is needed to trust it. */
import type { PlanFacts } from './plan-facts';
import type { RenderFacts } from './render-facts';

/**
 * What a feature costs: 1 and 2 come from the plan and the cached analyses, 3 needs rendered sound. A
 * higher tier is used only once there are enough labels to learn it from.
 */
export const FEATURE_TIERS = [1, 2, 3] as const;
export type FeatureTier = (typeof FEATURE_TIERS)[number];

export const FEATURE_GROUPS = [
  'structure',
  'energy-arc',
  'harmonic-tempo-risk',
  'prompt-fit',
  'rubric',
  'vocal-clarity',
  'groove',
  'spectral-balance',
  'transition-quality',
  'moment-quality',
] as const;
export type FeatureGroup = (typeof FEATURE_GROUPS)[number];

/** What more of it means to a listener where that is known: 1 better, -1 worse, 0 depends. */
export type Direction = 1 | -1 | 0;

interface FeatureDescription {
  /** Kebab-case, unique. */
  name: string;
  /** Raised whenever the way it is computed changes. */
  version: number;
  group: FeatureGroup;
  unit: string;
  /** Values are kept within; also the scale of pictures. */
  range: readonly [low: number, high: number];
  direction: Direction;
  /** What it says, for people: "Share of the boundaries that lie on four-bar lines". */
  meaning: string;
  source: string;
}

/** A feature of a plan and the songs' cached analyses. */
export interface PlanFeature extends FeatureDescription {
  tier: 1 | 2;
  compute: (facts: PlanFacts) => number;
}

/** A feature's value before it is brought into its range; computed once a plan. */
export function planFeatureValue({ name, compute }: PlanFeature, facts: PlanFacts): number {
  const known = facts.known.get(name);
  if (known !== undefined) return known;
  const value = compute(facts);
  facts.known.set(name, value);
  return value;
}

/** A feature of rendered sound. */
export interface RenderFeature extends FeatureDescription {
  tier: 3;
  compute: (facts: RenderFacts) => number;
}

export type Feature = PlanFeature | RenderFeature;

/** What the features of one file have in common. */
type Shared<F extends Feature> = Pick<F, 'tier' | 'group' | 'source'>;
type Own<F extends Feature> = Omit<F, keyof Shared<F> | 'version' | 'compute' | 'name'> & {
  version?: number;
};

/** Makes the definitions of a group from one place for what they share. */
export function featureGroup<F extends Feature>(shared: Shared<F>) {
  return (name: string, own: Own<F>, compute: F['compute']): F =>
    ({ name, version: 1, ...shared, ...own, compute }) as F;
}
