import { FEATURES } from '@/lib/taste/features/feature-table';

/** Place of a feature in a vector. */
export function featureIndex(name: string): number {
  return FEATURES.findIndex((feature) => feature.name === name);
}
