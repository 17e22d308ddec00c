/** Pairs of random rows, answered by a listener whose taste is known. */
import type { Random } from '@/lib/base/random';
import type { PairData } from '../trainer/pair-data';

export interface MadeUpListener {
  features: number;
  /** How much a row is liked. */
  taste(row: Float32Array): number;
  /** Spread of a logistic choice: 0 = the better always wins. */
  noise: number;
  /** Share of the answers that are turned round. */
  flipped?: number;
}

export interface PairedAnswers extends PairData {
  /** Share of unturned answers that the listener's own taste gets right: the most that can be learnt. */
  bound: number;
}

/** Two rows of their own for every pair: the most rows that so many pairs can have. */
export function pairedAnswers(
  { features, taste, noise, flipped = 0 }: MadeUpListener,
  pairs: number,
  random: Random,
): PairedAnswers {
  const values = Float32Array.from({ length: 2 * pairs * features }, () => random.normal());
  const row = (i: number) => values.subarray(i * features, (i + 1) * features);
  const winners = new Uint32Array(pairs);
  const losers = new Uint32Array(pairs);
  let bound = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const difference = taste(row(2 * pair)) - taste(row(2 * pair + 1));
    const chance = noise === 0 ? Number(difference > 0) : 1 / (1 + Math.exp(-difference / noise));
    bound += Math.max(chance, 1 - chance) / pairs;
    const isFirst = random.next() < chance !== random.next() < flipped;
    winners[pair] = 2 * pair + (isFirst ? 0 : 1);
    losers[pair] = 2 * pair + (isFirst ? 1 : 0);
  }
  const weights = new Float64Array(pairs).fill(1);
  return { featureCount: features, values, winners, losers, weights, bound };
}
