/**
 * Whether a new model may replace the one in use: only if it agrees with more of the held-out answers, by
 * more than chance would explain, and with more than guessing would. Both judge the same pairs, so their
 * difference is tested and not the two figures; pairs of one request stand together, so requests are the units.
 * Source: Q. McNemar, 1947 (paired comparison).
 */
import { clusteredMean, studentQuantile } from './clustered-mean';
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

const LEAST_PAIRS = 20;
const LEAST_REQUESTS = 5;

/**
 * A gain has to be over this: one-sided 99.5 %. A listener trains often and hears what is put in use, so that
 * one model in 200 that learnt nothing is enough.
 */
export function clearGain({
  requests,
  standardError,
}: Pick<ActivationVerdict, 'requests' | 'standardError'>): number {
  return studentQuantile(Math.max(requests - 1, 1)) * standardError;
}

/** @param current the same examples in the same order as `fresh`; null where no model is in use */
export function judgeActivation(
  fresh: readonly JudgedExample[],
  current: readonly JudgedExample[] | null,
): ActivationVerdict {
  const over = (before: (index: number) => number) =>
    clusteredMean(
      fresh.flatMap((one, i) =>
        isDecided(one)
          ? [{ requestId: one.example.requestId, value: isRight(one) - before(i) }]
          : [],
      ),
    );
  const overGuessing = over(() => 0.5);
  const overCurrent = current === null ? overGuessing : over((i) => isRight(current[i]));
  const { mean: gain, standardError, values: pairs, requests } = overCurrent;
  const isEnough = isEnoughToTell({ pairs, requests });
  const isBetter = isEnough && gain > clearGain(overCurrent);
  const knowsTaste = overGuessing.mean > clearGain(overGuessing);
  return {
    isOffered: isBetter && knowsTaste,
    pairs,
    requests,
    gain,
    standardError,
    sentence: sentenceFor({ isEnough, isBetter, knowsTaste, pairs, requests, gain, standardError }),
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
  isBetter,
  knowsTaste,
  ...verdict
}: { isEnough: boolean; isBetter: boolean; knowsTaste: boolean } & Omit<
  ActivationVerdict,
  'isOffered' | 'sentence'
>): string {
  const { pairs, gain } = verdict;
  if (!isEnough) {
    return `Only ${pairs} held-out answers are there to compare the two models: rate more pairs of more requests.`;
  }
  const points = (100 * gain).toFixed(1).replace('-', '−');
  const error = (100 * clearGain(verdict)).toFixed(1);
  if (isBetter && !knowsTaste) {
    return `The new model is right ${points} points more often on ${pairs} held-out answers, but guessing would be right as often as it is: keep the current one and rate more.`;
  }
  if (isBetter) {
    return `On ${pairs} held-out answers the new model is right ${points} points more often (± ${error}): it may be activated.`;
  }
  if (gain > 0) {
    return `The new model is right ${points} points more often on ${pairs} held-out answers, but chance alone could make ± ${error}: keep the current one and rate more.`;
  }
  return `The new model is no better on ${pairs} held-out answers (${points} points): the current one stays.`;
}
