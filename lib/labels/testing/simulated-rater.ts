/** A rater with a known taste, known mistakes and known biases, for testing what finds them. */
import type { Random } from '@/lib/base/random';
import { heardMore, NOTHING_HEARD, switchedTo } from '../listening';
import type { PairwiseLabel, Winner } from '../pairwise-label';
import type { RequestToRate } from '../protocol/pair-queue';
import type { Protocol, ScheduledPair } from '../protocol/protocol';
import { type LabelSession, labelPair, nextStep, SESSION_VERSION } from '../session';

export interface RaterTraits {
  /** How much the rater likes a plan; the higher one wins. */
  taste: (planId: string) => number;
  /** Chance of giving the opposite answer. */
  errorRate: number;
  /** Chance of answering A whatever is heard. */
  biasToA?: number;
  /** Chance of answering the louder one whatever else is heard. */
  biasToLoud?: number;
}

/** Requests whose plans are numbered, in four families. */
export function numberedRequests(requests: number, plans: number): RequestToRate[] {
  return Array.from({ length: requests }, (_, request) => ({
    requestId: `request-${request}`,
    candidates: Array.from({ length: plans }, (_, plan) => ({
      planId: `plan-${request}-${plan}`,
      family: `family-${plan % 4}`,
    })),
  }));
}

/** Rates a whole session through the same functions as the page. */
export function rateSession(
  protocol: Protocol,
  traits: RaterTraits,
  random: Random,
): PairwiseLabel[] {
  const session: LabelSession = {
    schema: SESSION_VERSION,
    id: `session-${protocol.rater}-${protocol.seed}`,
    startedAtMs: 0,
    protocol,
    setup: { device: 'closed-headphones', isLevelSet: true, leftHeardOn: 'left' },
    calibrated: protocol.calibration.length,
  };
  const labels: PairwiseLabel[] = [];
  for (;;) {
    const step = nextStep(session, labels);
    if (step.kind !== 'pair') return labels;
    const loudnessLufs = { a: -12 + random.normal() * 0.1, b: -12 + random.normal() * 0.1 };
    const shownAtMs = labels.length * 30_000;
    const listening = heardMore(switchedTo(heardMore(NOTHING_HEARD, 'a', 8), 'b'), 'b', 8);
    labels.push(
      labelPair(
        session,
        step.pair,
        {
          excerpt: { startBeat: 0, lengthBeats: 32 },
          loudnessLufs,
          listening,
          genre: null,
          features: null,
          shownAtMs,
        },
        {
          winner: answer(step.pair, loudnessLufs, traits, random),
          confidence: 'high',
          note: '',
          ratings: { a: { rubric: {}, tags: [] }, b: { rubric: {}, tags: [] } },
        },
        shownAtMs + 22_000,
      ),
    );
  }
}

function answer(
  { a, b }: ScheduledPair,
  loudnessLufs: { a: number; b: number },
  { taste, errorRate, biasToA = 0, biasToLoud = 0 }: RaterTraits,
  random: Random,
): Winner {
  if (random.next() < biasToA) return 'a';
  if (random.next() < biasToLoud) return loudnessLufs.a > loudnessLufs.b ? 'a' : 'b';
  const preferred = taste(a.planId) > taste(b.planId) ? 'a' : 'b';
  if (random.next() >= errorRate) return preferred;
  return preferred === 'a' ? 'b' : 'a';
}
