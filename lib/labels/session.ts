/** A listening test on its way: what comes next, and the label that an answer becomes. */
import { z } from 'zod';
import { SegueError } from '@/lib/base/errors';
import { type Listening, stillToHear } from './listening';
import { LABEL_VERSION, type LabelSide, type PairwiseLabel } from './pairwise-label';
import { type Calibration, protocolSchema, type ScheduledPair } from './protocol/protocol';

/** @see LABEL_VERSION */
export const SESSION_VERSION = 1;

export const LISTENING_DEVICES = [
  'closed-headphones',
  'open-headphones',
  'earphones',
  'monitors',
  'laptop-speakers',
] as const;

/** What the rater said of their equipment before the first pair. */
export const listeningSetupSchema = z.object({
  device: z.enum(LISTENING_DEVICES),
  /** Whether the reference sound was set to a comfortable level. */
  isLevelSet: z.boolean(),
  /** Which side the rater heard the left channel's sound on. */
  leftHeardOn: z.enum(['left', 'right', 'both']),
});

export const labelSessionSchema = z.object({
  schema: z.literal(SESSION_VERSION),
  id: z.string().min(1),
  startedAtMs: z.number(),
  protocol: protocolSchema,
  setup: listeningSetupSchema.nullable(),
  /** How many of the calibration examples have been heard. */
  calibrated: z.number().int().nonnegative(),
});

export type ListeningSetup = z.infer<typeof listeningSetupSchema>;
export type LabelSession = z.infer<typeof labelSessionSchema>;

export type SessionStep =
  | { kind: 'setup' }
  | { kind: 'calibration'; example: Calibration }
  | { kind: 'pair'; pair: ScheduledPair }
  | { kind: 'done' };

/** What to show next: after a crash the same as before it. */
export function nextStep(
  { protocol, setup, calibrated }: LabelSession,
  answered: readonly Pick<PairwiseLabel, 'pairIndex'>[],
): SessionStep {
  if (setup === null) return { kind: 'setup' };
  const example = protocol.calibration[calibrated];
  if (example) return { kind: 'calibration', example };
  const done = new Set(answered.map(({ pairIndex }) => pairIndex));
  const pair = protocol.pairs.find(({ index }) => !done.has(index));
  return pair ? { kind: 'pair', pair } : { kind: 'done' };
}

/** What the rater chose on the page. */
export type PairAnswer = Pick<PairwiseLabel, 'winner' | 'confidence' | 'note'> & {
  ratings: Record<LabelSide, Pick<PairwiseLabel['a'], 'rubric' | 'tags'>>;
};

/** What was played. */
export interface PlayedPair {
  excerpt: PairwiseLabel['excerpt'];
  loudnessLufs: Record<LabelSide, number>;
  listening: Listening;
  genre: string | null;
  features: PairwiseLabel['features'];
  shownAtMs: number;
}

/**
 * The label of an answer. Its id follows from session and place, so that it can be given only once.
 * @throws SegueError `not-heard-enough` before at least five seconds of each were heard
 */
export function labelPair(
  { id, protocol }: LabelSession,
  pair: ScheduledPair,
  { listening, excerpt, loudnessLufs, genre, features, shownAtMs }: PlayedPair,
  { ratings, winner, confidence, note }: PairAnswer,
  nowMs: number,
): PairwiseLabel {
  const left = stillToHear(listening);
  if (left.a > 0 || left.b > 0) {
    throw new SegueError(
      'not-heard-enough',
      `Listen to at least five seconds of each before you answer: ${Math.ceil(left.a)} s of A and ${Math.ceil(left.b)} s of B are missing.`,
    );
  }
  const shown = (side: LabelSide): PairwiseLabel['a'] => ({
    ...pair[side],
    loudnessLufs: loudnessLufs[side],
    heardSeconds: listening.heardSeconds[side],
    ...ratings[side],
  });
  return {
    schema: LABEL_VERSION,
    id: `${id}:${pair.index}`,
    sessionId: id,
    pairIndex: pair.index,
    kind: pair.kind,
    rater: protocol.rater,
    requestId: pair.requestId,
    genre,
    a: shown('a'),
    b: shown('b'),
    excerpt,
    switches: listening.switches,
    winner,
    confidence,
    note,
    shownAtMs,
    answeredAtMs: nowMs,
    modelVersion: protocol.modelVersion,
    features,
  };
}
