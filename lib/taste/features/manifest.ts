/**
 * What a feature vector consists of: names and versions, with a hash. A vector and a model belong together
 * only where their manifests do.
 */
import { z } from 'zod';
import { SegueError } from '@/lib/base/errors';
import { hashText } from '@/lib/base/hash';
import { FEATURE_TIERS, type FeatureTier } from './feature';
import { featuresUpTo } from './feature-table';

export const featureManifestSchema = z.object({
  /** Hash of the names and versions in their order. */
  hash: z.string().regex(/^[0-9a-f]{16}$/),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  features: z
    .array(z.object({ name: z.string().min(1), version: z.number().int().positive() }))
    .min(1),
});
export type FeatureManifest = z.infer<typeof featureManifestSchema>;

const manifests = new Map<FeatureTier, FeatureManifest>();

/** The manifest of the features up to a tier, as they are computed now. */
export function featureManifest(tier: FeatureTier): FeatureManifest {
  const known = manifests.get(tier);
  if (known) return known;
  const features = featuresUpTo(tier).map(({ name, version }) => ({ name, version }));
  const manifest = { hash: manifestHash(features), tier, features };
  manifests.set(tier, manifest);
  return manifest;
}

/** The hash that a list of features must carry. */
export function manifestHash(features: FeatureManifest['features']): string {
  return hashText(features.map(({ name, version }) => `${name}@${version}`).join(' '));
}

/** The tier whose features, as they are computed now, have this hash; null where none does. */
export function tierOfManifest(hash: string): FeatureTier | null {
  return FEATURE_TIERS.find((tier) => featureManifest(tier).hash === hash) ?? null;
}

/** A plan as the ranker sees it. */
export const featureVectorSchema = z.object({
  manifest: z.string(),
  values: z.array(z.number()),
});
export type FeatureVector = z.infer<typeof featureVectorSchema>;

/**
 * A vector as a manifest of a lower tier wants it: its beginning.
 * @throws SegueError `manifest-mismatch` where the vector was not made by the features of today
 */
export function projectVector(vector: FeatureVector, tier: FeatureTier): number[] {
  const made = tierOfManifest(vector.manifest);
  const length = featureManifest(tier).features.length;
  if (
    made === null ||
    made < tier ||
    vector.values.length !== featureManifest(made).features.length
  ) {
    throw new SegueError(
      'manifest-mismatch',
      'These features were computed by another version of Segue, or fewer of them than are needed. Rate plans that were made with this version.',
    );
  }
  return vector.values.slice(0, length);
}
