/**
 * What can be learnt before anybody has rated anything: the rubric's order among good plans, good plans
 * before spoilt ones, and kept rules before broken ones.
 */
import type { Random } from '@/lib/base/random';
import { otherSide } from '@/lib/music/stem-names';
import type { PlanningRequest, PlanningResult } from '@/lib/plan/make-plans';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { extractFeatures } from '@/lib/taste/features/extract-features';
import { FEATURES } from '@/lib/taste/features/feature-table';
import type { FeatureVector } from '@/lib/taste/features/manifest';
import type { ExampleSource, TrainingExample } from '../examples/training-example';
import { DEGRADATIONS, degradePlan } from './degrade-plan';

/** Rubric totals nearer than this say nothing about which plan is better. */
const LEAST_RUBRIC_DIFFERENCE = 0.02;
/** From this difference on the rubric is sure of itself. */
const CLEAR_RUBRIC_DIFFERENCE = 0.06;
/** Comparisons by the rubric, spoilt versions of each kind, and broken plans that a request gives. */
const MOST = { rubricPairs: 16, spoiltPerKind: 2, brokenPairs: 4 } as const;

const rubricIndex = FEATURES.findIndex(({ name }) => name === 'rubric-total');

interface Described {
  plan: RemixPlan;
  features: FeatureVector;
}

/** The examples of one request whose plans have been made. */
export function weakExamples(
  requestId: string,
  { songs }: Pick<PlanningRequest, 'songs'>,
  { candidates, rejected, intent }: PlanningResult,
  random: Random,
): TrainingExample[] {
  const describe = (plan: RemixPlan): Described => ({
    plan,
    features: extractFeatures(
      plan,
      {
        vocal: songs[plan.vocalSong].analysis,
        instrumental: songs[otherSide(plan.vocalSong)].analysis,
        intent,
      },
      2,
    ),
  });
  const good = candidates.map(describe);
  const example = (
    better: Described,
    worse: Described,
    source: ExampleSource,
    confidence: TrainingExample['confidence'],
    kind: string | null,
  ): TrainingExample => {
    // which side wins must say nothing
    const isA = random.next() < 0.5;
    const [a, b] = isA ? [better, worse] : [worse, better];
    return {
      requestId,
      planA: a.plan.id,
      planB: b.plan.id,
      manifest: a.features.manifest,
      featuresA: a.features.values,
      featuresB: b.features.values,
      winner: isA ? 'a' : 'b',
      source,
      confidence,
      genre: intent.genre,
      kind,
    };
  };
  const byRubric = rubricPairs(good, random).map(([better, worse, difference]) =>
    example(
      better,
      worse,
      'heuristic',
      difference >= CLEAR_RUBRIC_DIFFERENCE ? 'high' : 'medium',
      null,
    ),
  );
  const spoilt = DEGRADATIONS.flatMap((kind) =>
    Array.from({ length: MOST.spoiltPerKind }, () => random.pick(good)).flatMap((original) => {
      const plan = degradePlan(original.plan, kind, random);
      return plan === null ? [] : [example(original, describe(plan), 'negative', 'high', kind)];
    }),
  );
  const broken = rejected
    .slice(0, MOST.brokenPairs)
    .map(({ plan, violations }) =>
      example(random.pick(good), describe(plan), 'negative', 'medium', violations[0].code),
    );
  return [...byRubric, ...spoilt, ...broken];
}

/** Pairs of good plans that the rubric tells apart: the better, the worse, and by how much. */
function rubricPairs(
  good: readonly Described[],
  random: Random,
): [better: Described, worse: Described, difference: number][] {
  const pairs: [Described, Described, number][] = [];
  for (let tries = 0; tries < 3 * MOST.rubricPairs; tries++) {
    if (pairs.length >= MOST.rubricPairs || good.length < 2) break;
    const [one, other] = [random.pick(good), random.pick(good)];
    const difference = one.features.values[rubricIndex] - other.features.values[rubricIndex];
    if (Math.abs(difference) < LEAST_RUBRIC_DIFFERENCE) continue;
    pairs.push(difference > 0 ? [one, other, difference] : [other, one, Math.abs(difference)]);
  }
  return pairs;
}
