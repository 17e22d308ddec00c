/**
 * Whether a new model may replace the one in use: only if it agrees with more of the held-out answers, by
 * more than chance would explain. Both judge the same pairs, so their difference is tested and not the
 * two figures; pairs of one request stand together, so requests are the units.
 * Source: Q. McNemar, 1947 (paired comparison); cluster-robust variance of a mean.
 */
import type { JudgedExample } from './judged-example';
import { isDecided, isRight } from './judged-example';

export interface ActivationVerdict {
  isOffered: boolean;
  /** Held-out pairs and requests that both were judged on. */
  pairs: number;
  requests: number;
  /** Gain in accuracy and its standard error. */
  gain: number;
  standardError: number;
  sentence: string;
}

/**
 * One-sided 99.5 %: a listener trains often and hears what is put in use, so that one model in 200 that
 * learnt nothing is enough.
 */
export const CLEAR_Z = 2.58;
const LEAST_PAIRS = 20;
const LEAST_REQUESTS = 5;

/** @param current the same examples in the same order as `fresh`; null where no model is in use */
export function judgeActivation(
  fresh: readonly JudgedExample[],
  current: readonly JudgedExample[] | null,
): ActivationVerdict {
  const gains = new Map<string, { gain: number; count: number }>();
  let pairs = 0;
  let total = 0;
  fresh.forEach((one, i) => {
    if (!isDecided(one)) return;
    const before = current === null ? 0.5 : isRight(current[i]);
    const gain = isRight(one) - before;
    const known = gains.get(one.example.requestId) ?? { gain: 0, count: 0 };
    gains.set(one.example.requestId, { gain: known.gain + gain, count: known.count + 1 });
    pairs += 1;
    total += gain;
  });
  const requests = gains.size;
  const gain = pairs === 0 ? 0 : total / pairs;
  let squares = 0;
  for (const one of gains.values()) squares += (one.gain - gain * one.count) ** 2;
  const standardError =
    requests < 2 ? Infinity : Math.sqrt((squares * requests) / (requests - 1)) / pairs;
  const isEnough = isEnoughToTell({ pairs, requests });
  const isOffered = isEnough && gain > CLEAR_Z * standardError;
  return {
    isOffered,
    pairs,
    requests,
    gain,
    standardError,
    sentence: sentenceFor({ isEnough, isOffered, pairs, gain, standardError }),
  };
}

/** Whether there are enough answers to say that one of two models is better. */
export function isEnoughToTell({
  pairs,
  requests,
}: Pick<ActivationVerdict, 'pairs' | 'requests'>): boolean {
  return pairs >= LEAST_PAIRS && requests >= LEAST_REQUESTS;
}

function sentenceFor({
  isEnough,
  isOffered,
  pairs,
  gain,
  standardError,
}: { isEnough: boolean } & Pick<
  ActivationVerdict,
  'isOffered' | 'pairs' | 'gain' | 'standardError'
>): string {
  if (!isEnough) {
    return `Only ${pairs} held-out answers are there to compare the two models: rate more pairs of more requests.`;
  }
  const points = (100 * gain).toFixed(1).replace('-', '−');
  const error = (100 * CLEAR_Z * standardError).toFixed(1);
  if (isOffered) {
    return `On ${pairs} held-out answers the new model is right ${points} points more often (± ${error}): it may be activated.`;
  }
  if (gain > 0) {
    return `The new model is right ${points} points more often on ${pairs} held-out answers, but chance alone could make ± ${error}: keep the current one and rate more.`;
  }
  return `The new model is no better on ${pairs} held-out answers (${points} points): the current one stays.`;
}
