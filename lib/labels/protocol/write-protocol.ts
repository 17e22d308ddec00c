/** Writes the protocol of a listening test: pairs, order of the sides, repeats, examples. */
import { SegueError } from '@/lib/base/errors';
import { createRandom, type Random } from '@/lib/base/random';
import {
  choosePairs,
  contestPairs,
  type PredictWin,
  type ProposedPair,
  type RequestToRate,
  shuffled,
} from './pair-queue';
import {
  type Calibration,
  PROTOCOL_VERSION,
  type Protocol,
  type Purpose,
  type ScheduledPair,
} from './protocol';

/** Source: the rating plan. */
export const PROTOCOL_RULES = {
  /** Of all pairs shown, those shown a second time as they were. */
  repeatShare: 0.1,
  /** Of all pairs shown, those shown a second time with the sides exchanged (5 to 10 %). */
  swapShare: 0.075,
  /** Other pairs that should lie between a pair and its repeat. */
  wantedDistance: 4,
} as const;

export interface ProtocolRequest {
  requests: readonly RequestToRate[];
  rater: string;
  purpose: Purpose;
  /** Pairs to show, repeats included. */
  length: number;
  seed: number;
  calibration: readonly Calibration[];
  /** The ranker that knows which pairs are uncertain; null = by chance. */
  ranker: { version: string; predict: PredictWin } | null;
}

/**
 * The same request and seed give the same protocol.
 * @throws SegueError `nothing-to-rate` where no request has two candidates to compare
 */
export function writeProtocol(request: ProtocolRequest): Protocol {
  const random = createRandom(request.seed);
  const { fresh, repeated, swapped } = shares(request.length);
  const ranker = request.purpose === 'training' ? request.ranker : null;
  const proposed =
    request.purpose === 'training'
      ? choosePairs(request.requests, fresh, random.fork('pairs'), ranker?.predict ?? null)
      : shuffled(contestPairs(request.requests), random.fork('pairs')).slice(0, fresh);
  if (proposed.length === 0) {
    throw new SegueError(
      'nothing-to-rate',
      request.purpose === 'training'
        ? 'There are no two plans to compare yet. Make a remix first, then come back.'
        : 'The model and the baseline choose the same plan for all remixes here. Make remixes of other songs or with other words first.',
    );
  }
  const sides = random.fork('sides');
  const first = shuffled(proposed, random.fork('sequence')).map((pair) => sided(pair, sides));
  const pairs = withRepeats(first, repeated, swapped, random.fork('repeats'));
  return {
    schema: PROTOCOL_VERSION,
    seed: request.seed,
    purpose: request.purpose,
    rater: request.rater,
    modelVersion: request.ranker?.version ?? null,
    calibration: [...request.calibration],
    pairs,
  };
}

/** How many of a session's pairs are new, repeats and exchanged repeats; the three sum to the length. */
export function shares(length: number): { fresh: number; repeated: number; swapped: number } {
  const repeated = Math.round(length * PROTOCOL_RULES.repeatShare);
  const swapped = Math.round(length * PROTOCOL_RULES.swapShare);
  return { fresh: length - repeated - swapped, repeated, swapped };
}

type Unplaced = Omit<ScheduledPair, 'index' | 'kind' | 'repeats'>;

function sided({ requestId, first, second, predicted }: ProposedPair, random: Random): Unplaced {
  const firstIsA = random.next() < 0.5;
  return {
    requestId,
    a: firstIsA ? first : second,
    b: firstIsA ? second : first,
    predicted: predicted === null || firstIsA ? predicted : 1 - predicted,
  };
}

/** Puts the second showings behind the first ones, a good way off where the session is long enough. */
function withRepeats(
  first: readonly Unplaced[],
  repeated: number,
  swapped: number,
  random: Random,
): ScheduledPair[] {
  const again = shuffled([...first.keys()], random);
  const wanted = [
    ...again.slice(0, repeated).map((of) => ({ of, kind: 'repeat' as const })),
    ...again.slice(repeated, repeated + swapped).map((of) => ({ of, kind: 'swap' as const })),
  ];
  const sequence: { of: number; kind: ScheduledPair['kind'] }[] = first.map((_, of) => ({
    of,
    kind: 'fresh',
  }));
  for (const repeat of wanted) {
    const origin = sequence.findIndex(({ of, kind }) => of === repeat.of && kind === 'fresh');
    const earliest = Math.min(sequence.length, origin + 1 + PROTOCOL_RULES.wantedDistance);
    const place = earliest + random.integer(sequence.length - earliest + 1);
    sequence.splice(place, 0, repeat);
  }
  return sequence.map(({ of, kind }, index) => {
    const { a, b, predicted, ...pair } = first[of];
    const isSwapped = kind === 'swap';
    return {
      ...pair,
      index,
      kind,
      repeats:
        kind === 'fresh'
          ? null
          : sequence.findIndex((shown) => shown.of === of && shown.kind === 'fresh'),
      a: isSwapped ? b : a,
      b: isSwapped ? a : b,
      predicted: predicted !== null && isSwapped ? 1 - predicted : predicted,
    };
  });
}
