/** All that tells whether a set of labels can be trusted, and what to do where it cannot. */
import type { Random } from '@/lib/base/random';
import { bradleyTerry, type PairOutcome } from '../agreement/bradley-terry';
import type { Interval } from '../agreement/interval';
import { wilsonInterval } from '../agreement/proportion';
import type { PairwiseLabel } from '../pairwise-label';
import {
  type LoudnessPreference,
  loudnessPreference,
  type PositionBias,
  positionBias,
} from './position-and-loudness';
import { MIN_AGREEMENT, type RaterAgreement, raterAgreement } from './rater-agreement';
import { type RepeatConsistency, repeatConsistency } from './repeat-consistency';

/** Share of model wins from which the model is worth having. Source: the rating plan. */
export const WANTED_MODEL_SHARE = 0.65;

export interface ModelPreference {
  decided: number;
  modelWins: number;
  share: number | null;
  interval95: Interval;
  /** Whether the whole interval, the share only, or neither reaches what is wanted. */
  verdict: 'reached' | 'likely' | 'missed' | 'unknown';
}

export interface LabelQuality {
  labels: number;
  ties: number;
  bothBad: number;
  medianSecondsPerPair: number | null;
  consistency: RepeatConsistency[];
  position: PositionBias;
  loudness: LoudnessPreference;
  /** null with a single rater. */
  agreement: RaterAgreement | null;
  gate: { isPassed: boolean; sentence: string };
  /** Strength by family, mean 1; a little prior keeps a family that never lost finite. */
  familyStrengths: Map<string, number>;
  /** The same for the rankers that were set against the baseline, by version, and the baseline. */
  modelStrengths: Map<string, number>;
  model: ModelPreference;
}

/** @param random for the resampled intervals */
export function labelQuality(labels: readonly PairwiseLabel[], random: Random): LabelQuality {
  const raters = [...new Set(labels.map(({ rater }) => rater))].sort();
  const agreement = raterAgreement(labels, random.fork('agreement'));
  const fresh = labels.filter(({ kind }) => kind === 'fresh');
  return {
    labels: labels.length,
    ties: labels.filter(({ winner }) => winner === 'tie').length,
    bothBad: labels.filter(({ winner }) => winner === 'both-bad').length,
    medianSecondsPerPair: median(
      labels.map(({ shownAtMs, answeredAtMs }) => (answeredAtMs - shownAtMs) / 1000),
    ),
    consistency: raters.map((rater) => repeatConsistency(labels, rater)),
    position: positionBias(labels),
    loudness: loudnessPreference(labels),
    agreement,
    gate: agreementGate(agreement),
    familyStrengths: strengthsBy(fresh, ({ family }) => family),
    modelStrengths: strengthsBy(fresh, ({ chosenBy }, { modelVersion }) =>
      chosenBy === 'model' ? modelVersion : chosenBy,
    ),
    model: modelPreference(fresh),
  };
}

const PRIOR_WINS = 0.5;

/** Whether labels of these raters may train one model. */
export function agreementGate(agreement: RaterAgreement | null): LabelQuality['gate'] {
  if (!agreement) {
    return {
      isPassed: true,
      sentence:
        'There is one rater, so there is no agreement between raters to judge: the model learns this one taste.',
    };
  }
  if (agreement.value === null) {
    return {
      isPassed: false,
      sentence:
        'The raters share no pairs that could tell how far they agree. Let them rate the same pairs: a finished session in the list can be started for another rater.',
    };
  }
  const isPassed = agreement.value >= MIN_AGREEMENT;
  return {
    isPassed,
    sentence: isPassed
      ? `The raters agree well enough (${agreement.value.toFixed(2)}, at least ${MIN_AGREEMENT}) to train one model on all their labels.`
      : `The raters agree too little (${agreement.value.toFixed(2)}, wanted ${MIN_AGREEMENT}) to train one model on all their labels. Listen to the disagreements together, settle what the rubric's words mean, and rate again; or train on one rater's labels.`,
  };
}

/** Strengths of what `name` calls a shown plan; plans it has no name for, or the same, are left out. */
function strengthsBy(
  labels: readonly PairwiseLabel[],
  name: (shown: PairwiseLabel['a'], label: PairwiseLabel) => string | null,
): Map<string, number> {
  const outcomes = labels.flatMap((label): PairOutcome[] => {
    const [a, b] = [name(label.a, label), name(label.b, label)];
    if (a === null || b === null || a === b || label.winner === 'both-bad') return [];
    if (label.winner === 'a') return [{ winner: a, loser: b, weight: 1 }];
    if (label.winner === 'b') return [{ winner: b, loser: a, weight: 1 }];
    return [
      { winner: a, loser: b, weight: 0.5 },
      { winner: b, loser: a, weight: 0.5 },
    ];
  });
  return bradleyTerry(outcomes, { priorWins: PRIOR_WINS }) ?? new Map();
}

/** How often the model's choice was preferred to the baseline's, of decided pairs that set them against each other. */
export function modelPreference(labels: readonly PairwiseLabel[]): ModelPreference {
  const contests = labels.filter(
    ({ a, b, winner }) =>
      (winner === 'a' || winner === 'b') && a.chosenBy && b.chosenBy && a.chosenBy !== b.chosenBy,
  );
  const modelWins = contests.filter(
    (label) => label[label.winner as 'a' | 'b'].chosenBy === 'model',
  ).length;
  const interval95 = wilsonInterval(modelWins, contests.length);
  const share = contests.length > 0 ? modelWins / contests.length : null;
  const verdict =
    share === null
      ? 'unknown'
      : interval95[0] >= WANTED_MODEL_SHARE
        ? 'reached'
        : share >= WANTED_MODEL_SHARE
          ? 'likely'
          : 'missed';
  return { decided: contests.length, modelWins, share, interval95, verdict };
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
