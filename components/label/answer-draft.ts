/** The answer while it is being given: every key and button is one of these changes. */
import {
  CONFIDENCES,
  type Confidence,
  type LabelSide,
  type Winner,
} from '@/lib/labels/pairwise-label';
import {
  type FailureTag,
  RUBRIC_ITEMS,
  type RubricItem,
  type RubricScore,
} from '@/lib/labels/rubric-items';
import type { PairAnswer } from '@/lib/labels/session';

export interface AnswerDraft extends Omit<PairAnswer, 'winner'> {
  winner: Winner | null;
  /** The rubric's line that number keys rate. */
  item: RubricItem;
}

export const EMPTY_DRAFT: AnswerDraft = {
  winner: null,
  confidence: 'medium',
  note: '',
  ratings: { a: { rubric: {}, tags: [] }, b: { rubric: {}, tags: [] } },
  item: RUBRIC_ITEMS[0],
};

export function withWinner(draft: AnswerDraft, winner: Winner): AnswerDraft {
  return { ...draft, winner };
}

export function withConfidence(draft: AnswerDraft, confidence: Confidence): AnswerDraft {
  return { ...draft, confidence };
}

/** One step surer or less sure. */
export function surer(draft: AnswerDraft, steps: 1 | -1): AnswerDraft {
  const index = CONFIDENCES.indexOf(draft.confidence) + steps;
  return { ...draft, confidence: CONFIDENCES[index] ?? draft.confidence };
}

/** The next or previous line of the rubric, round and round. */
export function nextItem(draft: AnswerDraft, steps: 1 | -1): AnswerDraft {
  const count = RUBRIC_ITEMS.length;
  const index = (RUBRIC_ITEMS.indexOf(draft.item) + steps + count) % count;
  return { ...draft, item: RUBRIC_ITEMS[index] };
}

/** Rates one side; the same score again takes it back. */
export function rated(
  draft: AnswerDraft,
  side: LabelSide,
  item: RubricItem,
  score: RubricScore,
): AnswerDraft {
  const { [item]: before, ...others } = draft.ratings[side].rubric;
  const rubric = before === score ? others : { ...others, [item]: score };
  return {
    ...draft,
    item,
    ratings: { ...draft.ratings, [side]: { ...draft.ratings[side], rubric } },
  };
}

export function toggledTag(draft: AnswerDraft, side: LabelSide, tag: FailureTag): AnswerDraft {
  const { tags } = draft.ratings[side];
  const changed = tags.includes(tag) ? tags.filter((other) => other !== tag) : [...tags, tag];
  return {
    ...draft,
    ratings: { ...draft.ratings, [side]: { ...draft.ratings[side], tags: changed } },
  };
}

/** What is sent; null while nothing was chosen. */
export function finished({ item: _, winner, ...draft }: AnswerDraft): PairAnswer | null {
  return winner === null ? null : { ...draft, winner };
}
