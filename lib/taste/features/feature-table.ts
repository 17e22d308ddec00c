/** All features in the order of a vector: by tier, so that a lower tier's vector is the beginning of a higher's. */
import { ENERGY_FEATURES } from './energy-features';
import { FEATURE_TIERS, type Feature, type FeatureTier } from './feature';
import { GROOVE_FEATURES } from './groove-features';
import { HARMONIC_TEMPO_FEATURES } from './harmonic-tempo-features';
import { MOMENT_FEATURES } from './moment-features';
import { PROMPT_FEATURES } from './prompt-features';
import { RUBRIC_FEATURES } from './rubric-features';
import { SPECTRAL_FEATURES } from './spectral-features';
import { STRUCTURE_FEATURES } from './structure-features';
import { TRANSITION_FEATURES } from './transition-features';
import { VOCAL_FEATURES } from './vocal-features';

const GROUPS: readonly (readonly Feature[])[] = [
  STRUCTURE_FEATURES,
  ENERGY_FEATURES,
  HARMONIC_TEMPO_FEATURES,
  PROMPT_FEATURES,
  RUBRIC_FEATURES,
  VOCAL_FEATURES,
  GROOVE_FEATURES,
  SPECTRAL_FEATURES,
  TRANSITION_FEATURES,
  MOMENT_FEATURES,
];

export const FEATURES: readonly Feature[] = FEATURE_TIERS.flatMap((tier) =>
  GROUPS.flat().filter((feature) => feature.tier === tier),
);

/** The features up to a tier. */
export function featuresUpTo(tier: FeatureTier): readonly Feature[] {
  return FEATURES.filter((feature) => feature.tier <= tier);
}
