/** How a ranker is trained: its trees, what is held out, and what the trees learn on top of. */
import type { FeatureTier } from '@/lib/taste/features/feature';
import { DEFAULT_SHARES, type SplitShares } from './examples/split-requests';
import { DEFAULT_TREE_SETTINGS, type TreeSettings } from './trainer/train-trees';

export type RankerBase = 'none' | 'rubric' | 'linear';

export interface RankerSettings {
  trees: TreeSettings;
  shares: SplitShares;
  /** Decides which requests are held out; not the trees' own seed, so that a hold-out stays frozen. */
  splitSeed: number;
  /** null = by the number of answers. */
  tier: FeatureTier | null;
  /** Whether known directions of features are kept. */
  isMonotone: boolean;
  /** What the trees learn on top of: nothing, the rubric, or the weights that answer best alone. */
  base: RankerBase;
}

/**
 * Shallow, slow and well damped, for hundreds of answers; without the rules' directions, since a taste may
 * go against them. Measured on made-up listeners (docs/measurements.md).
 */
export const DEFAULT_RANKER_SETTINGS: RankerSettings = {
  trees: { ...DEFAULT_TREE_SETTINGS, depth: 4, learningRate: 0.05, l2: 10, patience: 80 },
  // a chance stated from too few answers is not honest
  shares: { ...DEFAULT_SHARES, stop: 0.25 },
  splitSeed: 1,
  tier: null,
  isMonotone: false,
  base: 'linear',
};
