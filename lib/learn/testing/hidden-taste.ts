/** A rater with a taste that is known to the test and hidden from the learner, over requests made for it. */
import { SegueError } from '@/lib/base/errors';
import { createRandom, type Random } from '@/lib/base/random';
import { LABEL_VERSION, type PairwiseLabel, type Winner } from '@/lib/labels/pairwise-label';
import { otherSide } from '@/lib/music/stem-names';
import { makePlans, type PlanningRequest, type PlanningResult } from '@/lib/plan/make-plans';
import { vocalEntryBeat } from '@/lib/plan/plan-measures';
import { lengthBeats, type RemixPlan } from '@/lib/plan/remix-plan';
import { extractFeatures } from '@/lib/taste/features/extract-features';
import type { FeatureVector } from '@/lib/taste/features/manifest';
import { sketchRequest } from '../first-model/sketch-request';

export interface RatedRequest {
  requestId: string;
  planning: PlanningResult;
  /** A candidate in figures; those that nobody asks for are not described. */
  featuresOf: (candidate: number) => FeatureVector;
}

/** Likes late voices and hard cuts, dislikes long intros. */
export function likesLateVoices(plan: RemixPlan): number {
  const beats = lengthBeats(plan);
  const entry = (vocalEntryBeat(plan) ?? beats) / beats;
  const cuts = plan.sections.filter(({ transitionIn }) => transitionIn.type === 'cut').length;
  const intro = plan.sections[0].label === 'intro' ? plan.sections[0].lengthBeats / beats : 0;
  return 2 * entry + (1.5 * cuts) / plan.sections.length - 2.5 * intro;
}

/** Requests with at least four candidates. */
export function sketchedRequests(count: number, seed: number): RatedRequest[] {
  const random = createRandom(seed).fork('requests');
  const requests: RatedRequest[] = [];
  for (let tried = 0; requests.length < count; tried++) {
    const request = sketchRequest(random.fork(`${tried}`), tried);
    const planning = planned(request);
    if (!planning || planning.candidates.length < 4) continue;
    requests.push({
      requestId: `request-${seed}-${tried}`,
      planning,
      featuresOf: describing(request, planning),
    });
  }
  return requests;
}

/** Two songs that do not go together are no request. */
function planned(request: PlanningRequest): PlanningResult | null {
  try {
    return makePlans(request);
  } catch (error) {
    if (error instanceof SegueError) return null;
    throw error;
  }
}

function describing({ songs }: PlanningRequest, { candidates, intent }: PlanningResult) {
  const known = new Map<number, FeatureVector>();
  return (candidate: number): FeatureVector => {
    const vector = known.get(candidate) ?? describe(candidates[candidate], songs, intent);
    known.set(candidate, vector);
    return vector;
  };
}

function describe(
  plan: RemixPlan,
  songs: PlanningRequest['songs'],
  intent: PlanningResult['intent'],
): FeatureVector {
  const vocal = songs[plan.vocalSong].analysis;
  const instrumental = songs[otherSide(plan.vocalSong)].analysis;
  return extractFeatures(plan, { vocal, instrumental, intent }, 2);
}

/**
 * Answers to pairs of every request's candidates in turn.
 * @param errorRate chance of the opposite answer; 0.5 is a rater who does not listen
 */
export function hiddenTasteLabels(
  requests: readonly RatedRequest[],
  count: number,
  errorRate: number,
  random: Random,
  taste: (plan: RemixPlan) => number = likesLateVoices,
): PairwiseLabel[] {
  return Array.from({ length: count }, (_, index) => {
    const request = requests[index % requests.length];
    const { candidates, intent } = request.planning;
    const a = random.integer(candidates.length);
    const b = (a + 1 + random.integer(candidates.length - 1)) % candidates.length;
    const prefersA = taste(candidates[a]) > taste(candidates[b]);
    const winner: Winner = prefersA === random.next() >= errorRate ? 'a' : 'b';
    const shown = (which: number): PairwiseLabel['a'] => ({
      planId: candidates[which].id,
      family: candidates[which].family,
      chosenBy: null,
      loudnessLufs: -12,
      heardSeconds: 8,
      rubric: {},
      tags: [],
    });
    return {
      schema: LABEL_VERSION,
      id: `hidden:${index}`,
      sessionId: 'hidden',
      pairIndex: index,
      kind: 'fresh',
      rater: 'Kim',
      requestId: request.requestId,
      genre: intent.genre,
      a: shown(a),
      b: shown(b),
      excerpt: { startBeat: 0, lengthBeats: 32 },
      switches: [],
      winner,
      confidence: 'high',
      note: '',
      shownAtMs: index * 30_000,
      answeredAtMs: index * 30_000 + 20_000,
      modelVersion: null,
      features: {
        manifest: request.featuresOf(a).manifest,
        a: request.featuresOf(a).values,
        b: request.featuresOf(b).values,
      },
    };
  });
}
