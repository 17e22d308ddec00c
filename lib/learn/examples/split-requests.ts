/**
 * Splits by request: no request lies on both sides, so that nothing is known of a held-out plan's songs.
 * A request's side follows from its name and the seed alone, so that it stays where it is when answers
 * are added: a hold-out once frozen is never trained on.
 */
import { hashText } from '@/lib/base/hash';
import { createRandom } from '@/lib/base/random';
import type { TrainingExample } from './training-example';

/** What an example is used for. */
export const SPLIT_PARTS = ['train', 'stop', 'holdOut'] as const;
export type SplitPart = (typeof SPLIT_PARTS)[number];

export interface SplitShares {
  /** Held out of everything until the end. */
  holdOut: number;
  /** For early stopping and calibration. */
  stop: number;
}

export const DEFAULT_SHARES: SplitShares = { holdOut: 0.2, stop: 0.15 };

/** Where a request belongs. */
export function partOfRequest(requestId: string, seed: number, shares: SplitShares): SplitPart {
  // the generator spreads what similar names have in common
  const place = createRandom(Number.parseInt(hashText(requestId).slice(0, 8), 16) ^ seed).next();
  if (place < shares.holdOut) return 'holdOut';
  return place < shares.holdOut + shares.stop ? 'stop' : 'train';
}

/** Splits by these shares, the same for every training so that what is held out stays held out. */
export function splitByRequest(
  examples: readonly TrainingExample[],
  seed: number,
  shares: SplitShares = DEFAULT_SHARES,
): Record<SplitPart, TrainingExample[]> {
  const parts: Record<SplitPart, TrainingExample[]> = { train: [], stop: [], holdOut: [] };
  for (const example of examples) {
    parts[partOfRequest(example.requestId, seed, shares)].push(example);
  }
  return parts;
}
