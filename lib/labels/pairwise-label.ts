/**
 * What a rater answered to one pair: the training signal, and all that an audit of it needs.
 * The exchange format's documentation is docs/labels.md.
 */
import { z } from 'zod';
import { FAILURE_TAGS, RUBRIC_ITEMS } from './rubric-items';

/** Raised when a field changes its meaning; lines of other versions are refused one by one. */
export const LABEL_VERSION = 1;

export const SIDES = ['a', 'b'] as const;
export type LabelSide = (typeof SIDES)[number];

export const WINNERS = ['a', 'b', 'tie', 'both-bad'] as const;
export type Winner = (typeof WINNERS)[number];

export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Why a pair was shown: for the first time, again as it was, or again with the sides exchanged. */
export const PAIR_KINDS = ['fresh', 'repeat', 'swap'] as const;
export type PairKind = (typeof PAIR_KINDS)[number];

/** Who chose a plan, where a session sets a model against the baseline. */
export const CONTESTANTS = ['model', 'baseline'] as const;
export type Contestant = (typeof CONTESTANTS)[number];

export const shownPlanSchema = z.object({
  planId: z.string().min(1),
  family: z.string(),
  chosenBy: z.enum(CONTESTANTS).nullable(),
  /** As played, after matching. */
  loudnessLufs: z.number(),
  heardSeconds: z.number().nonnegative(),
  rubric: z.partialRecord(z.enum(RUBRIC_ITEMS), z.number().int().min(1).max(5)),
  tags: z.array(z.enum(FAILURE_TAGS)),
});

export const pairwiseLabelSchema = z.object({
  schema: z.literal(LABEL_VERSION),
  id: z.string().min(1),
  sessionId: z.string().min(1),
  /** Place in the session's protocol. */
  pairIndex: z.number().int().nonnegative(),
  kind: z.enum(PAIR_KINDS),
  rater: z.string().min(1),
  /** The remix request whose candidates these are. */
  requestId: z.string().min(1),
  genre: z.string().nullable(),
  /** As they were shown. */
  a: shownPlanSchema,
  b: shownPlanSchema,
  /** The stretch of both that was played, in beats of the remix. */
  excerpt: z.object({
    startBeat: z.number().int().nonnegative(),
    lengthBeats: z.number().int().positive(),
  }),
  /** Every change of side, after so many seconds of listening. */
  switches: z.array(z.object({ atSeconds: z.number().nonnegative(), to: z.enum(SIDES) })),
  winner: z.enum(WINNERS),
  confidence: z.enum(CONFIDENCES),
  note: z.string(),
  shownAtMs: z.number(),
  answeredAtMs: z.number(),
  /** Version of the ranker that chose the pair, or one of its plans; null where chance did. */
  modelVersion: z.string().nullable(),
  /** The plans' features, so that a label stays useful without its songs; null where unknown. */
  features: z
    .object({
      /** Hash of the feature manifest: vectors of different manifests never mix. */
      manifest: z.string(),
      a: z.array(z.number()),
      b: z.array(z.number()),
    })
    .nullable(),
});

export type ShownPlan = z.infer<typeof shownPlanSchema>;
export type PairwiseLabel = z.infer<typeof pairwiseLabelSchema>;

/** The same name for the same two plans, whichever was shown first. */
export function pairKey({ requestId, a, b }: Pick<PairwiseLabel, 'requestId' | 'a' | 'b'>): string {
  return [requestId, ...[a.planId, b.planId].sort()].join('\u0000');
}

export const ANSWERS = ['first', 'second', 'tie', 'both-bad'] as const;
/** An answer freed of the order shown: `first` is the plan whose id sorts first. */
export type Answer = (typeof ANSWERS)[number];

export function answerOf({ a, b, winner }: Pick<PairwiseLabel, 'a' | 'b' | 'winner'>): Answer {
  if (winner === 'tie' || winner === 'both-bad') return winner;
  const won = winner === 'a' ? a.planId : b.planId;
  return won === [a.planId, b.planId].sort()[0] ? 'first' : 'second';
}
