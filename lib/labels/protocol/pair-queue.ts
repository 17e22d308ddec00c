/** Which pairs are worth a rater's time. */
import type { Random } from '@/lib/base/random';
import type { Contestant } from '../pairwise-label';

export interface CandidateToRate {
  planId: string;
  family: string;
}

export interface RequestToRate {
  requestId: string;
  candidates: readonly CandidateToRate[];
  /** Where a model is set against the baseline: what each of them chose. */
  contest?: Readonly<Record<Contestant, CandidateToRate>>;
}

/** The ranker's chance, 0 to 1, that the first plan beats the second. */
export type PredictWin = (requestId: string, first: string, second: string) => number;

export interface ProposedPair {
  requestId: string;
  first: CandidateToRate & { chosenBy: Contestant | null };
  second: CandidateToRate & { chosenBy: Contestant | null };
  predicted: number | null;
}

/** Share of pairs chosen by chance even where a ranker knows which are uncertain. Source: the rating plan. */
export const RANDOM_SHARE = 0.3;

/** One pair a request: the model's choice against the baseline's, where they differ. */
export function contestPairs(requests: readonly RequestToRate[]): ProposedPair[] {
  return requests.flatMap(({ requestId, contest }) =>
    contest && contest.model.planId !== contest.baseline.planId
      ? [
          {
            requestId,
            first: { ...contest.model, chosenBy: 'model' as const },
            second: { ...contest.baseline, chosenBy: 'baseline' as const },
            predicted: null,
          },
        ]
      : [],
  );
}

/**
 * Pairs of one request's candidates each: the most uncertain first, mixed with random ones; without a
 * ranker all by chance, different families first. No pair comes twice, and requests take turns.
 * @returns at most `count`; fewer where there are no more
 */
export function choosePairs(
  requests: readonly RequestToRate[],
  count: number,
  random: Random,
  predict: PredictWin | null,
): ProposedPair[] {
  const byChance = shuffled(allPairs(requests, predict), random.fork('order'));
  const preferred = predict
    ? [...byChance].sort((x, y) => doubt(y.predicted!) - doubt(x.predicted!))
    : [...byChance].sort((x, y) => Number(acrossFamilies(y)) - Number(acrossFamilies(x)));
  const chosen = new Set<ProposedPair>();
  const perRequest = new Map<string, number>();
  const mix = random.fork('mix');
  while (chosen.size < Math.min(count, byChance.length)) {
    const source = predict && mix.next() < RANDOM_SHARE ? byChance : preferred;
    const open = source.filter((pair) => !chosen.has(pair));
    const fewest = Math.min(...open.map(({ requestId }) => perRequest.get(requestId) ?? 0));
    const next = open.find(({ requestId }) => (perRequest.get(requestId) ?? 0) === fewest)!;
    chosen.add(next);
    perRequest.set(next.requestId, fewest + 1);
  }
  return [...chosen];
}

function allPairs(requests: readonly RequestToRate[], predict: PredictWin | null): ProposedPair[] {
  return requests.flatMap(({ requestId, candidates }) =>
    candidates.flatMap((first, i) =>
      candidates.slice(i + 1).map((second) => ({
        requestId,
        first: { ...first, chosenBy: null },
        second: { ...second, chosenBy: null },
        predicted: predict ? predict(requestId, first.planId, second.planId) : null,
      })),
    ),
  );
}

/** 1 where the ranker cannot tell, 0 where it is sure. */
function doubt(chance: number): number {
  return 1 - Math.abs(2 * chance - 1);
}

function acrossFamilies({ first, second }: ProposedPair): boolean {
  return first.family !== second.family;
}

/** Fisher-Yates. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}
