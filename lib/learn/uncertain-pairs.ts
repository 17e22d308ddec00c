/**
 * Which pairs teach most when they are rated next: those that the model is least sure of. Source: D.
 * Lewis, W. Gale, "A sequential algorithm for training text classifiers", SIGIR 1994 (uncertainty
 * sampling); taste plan, active-learning label queue.
 */
import { winProbability } from '@/lib/taste/ranker/calibration';

export interface RatablePlan {
  requestId: string;
  planId: string;
  score: number;
}

export interface RatablePair {
  requestId: string;
  planA: string;
  planB: string;
  /** Chance of the likelier winner, 0.5 to 1. */
  certainty: number;
}

/**
 * The pairs of plans of one request, least certain first, without those that were rated already.
 * @param isRated whether two plans have been compared; asked in either order
 * @param mostPerRequest so that one request does not fill the queue
 */
export function uncertainPairs(
  plans: readonly RatablePlan[],
  slope: number,
  isRated: (requestId: string, planA: string, planB: string) => boolean,
  mostPerRequest: number,
): RatablePair[] {
  const requests = new Map<string, RatablePlan[]>();
  for (const plan of plans) {
    requests.set(plan.requestId, [...(requests.get(plan.requestId) ?? []), plan]);
  }
  const queue: RatablePair[] = [];
  for (const [requestId, candidates] of requests) {
    const pairs: RatablePair[] = [];
    for (const [i, a] of candidates.entries()) {
      for (const b of candidates.slice(i + 1)) {
        if (isRated(requestId, a.planId, b.planId)) continue;
        const certainty = winProbability(Math.abs(a.score - b.score), slope);
        pairs.push({ requestId, planA: a.planId, planB: b.planId, certainty });
      }
    }
    queue.push(...pairs.sort(byCertainty).slice(0, mostPerRequest));
  }
  return queue.sort(byCertainty);
}

function byCertainty(one: RatablePair, other: RatablePair): number {
  return one.certainty - other.certainty;
}
