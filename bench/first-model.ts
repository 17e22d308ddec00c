/**
 * What the model that ships knows of good and spoilt plans, on requests that it was not trained on: the
 * baseline's first plan against spoilt versions of itself, and whether the plan that each would play is
 * whole where some of the candidates have been spoilt.
 */
import { SegueError } from '@/lib/base/errors';
import { createRandom } from '@/lib/base/random';
import { judgeExamples } from '@/lib/learn/evaluation/judged-example';
import { shareWithInterval } from '@/lib/learn/evaluation/pair-accuracy';
import { watchedCorrelations } from '@/lib/learn/evaluation/reward-hacking';
import { DEGRADATIONS, degradePlan } from '@/lib/learn/first-model/degrade-plan';
import { sketchRequest } from '@/lib/learn/first-model/sketch-request';
import { weakExamples } from '@/lib/learn/first-model/weak-examples';
import { otherSide } from '@/lib/music/stem-names';
import { readTrees } from '@/lib/onnx/trees/read-trees';
import { scoreRow } from '@/lib/onnx/trees/tree-ensemble';
import { choosePlan } from '@/lib/plan/choose-plan';
import { makePlans, type PlanningRequest, type PlanningResult } from '@/lib/plan/make-plans';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { extractFeatures } from '@/lib/taste/features/extract-features';
import { readModel, SHIPPED_MODEL } from '../cli/shipped-model';

const REQUESTS = 200;
/** The shipped model was made from requests of another seed. */
const SEED = 9001;
/** Share of the candidates that are spoilt where model and baseline choose. */
const SPOILT_SHARE = 0.5;

export async function run() {
  const { bytes, manifest } = await readModel(SHIPPED_MODEL);
  const trees = readTrees(bytes);
  const random = createRandom(SEED);
  const byKind = new Map(DEGRADATIONS.map((kind) => [kind as string, { right: 0, count: 0 }]));
  const choices = { onlyModelWhole: 0, onlyBaselineWhole: 0, bothWhole: 0, neitherWhole: 0 };
  const examples = [];
  for (const { request, planning, name } of sketched(REQUESTS)) {
    const score = (plan: RemixPlan) =>
      scoreRow(trees, featuresOf(plan, request, planning, manifest.features.tier === 1 ? 1 : 2));
    const own = random.fork(name);
    const first = choosePlan(planning);
    for (const kind of DEGRADATIONS) {
      const spoilt = degradePlan(first, kind, own);
      const tally = byKind.get(kind);
      if (spoilt === null || tally === undefined) continue;
      tally.count += 1;
      tally.right += score(first) > score(spoilt) ? 1 : 0;
    }
    const whole = new Set<RemixPlan>();
    const candidates = planning.candidates.map((plan) => {
      const spoilt =
        own.next() < SPOILT_SHARE ? degradePlan(plan, own.pick(DEGRADATIONS), own) : null;
      if (spoilt === null) whole.add(plan);
      return spoilt ?? plan;
    });
    const byModel = candidates.reduce((best, plan) => (score(plan) > score(best) ? plan : best));
    const isModel = whole.has(byModel);
    const isBaseline = whole.has(choosePlan({ ...planning, candidates }));
    if (isModel && isBaseline) choices.bothWhole += 1;
    else if (isModel) choices.onlyModelWhole += 1;
    else if (isBaseline) choices.onlyBaselineWhole += 1;
    else choices.neitherWhole += 1;
    examples.push(...weakExamples(name, request, planning, own));
  }
  const tallies = [...byKind.values()];
  const sum = (of: 'right' | 'count') => tallies.reduce((total, tally) => total + tally[of], 0);
  const { onlyModelWhole, onlyBaselineWhole } = choices;
  return {
    model: manifest.sha256,
    requests: REQUESTS,
    /** The baseline's first plan put before spoilt versions of itself. */
    wholeBeforeSpoilt: {
      all: shareWithInterval(sum('right'), sum('count')),
      ...Object.fromEntries(
        [...byKind].map(([kind, { right, count }]) => [kind, shareWithInterval(right, count)]),
      ),
    },
    /** Where one of the two plays a whole plan and the other a spoilt one: how often it is the model. */
    modelBeatsBaseline: {
      ...shareWithInterval(onlyModelWhole, onlyModelWhole + onlyBaselineWhole),
      ...choices,
    },
    correlations: watchedCorrelations(judgeExamples(examples, trees, manifest.features.tier)),
  };
}

function* sketched(count: number) {
  const random = createRandom(SEED).fork('requests');
  for (let made = 0, tried = 0; made < count; tried++) {
    const request = sketchRequest(random.fork(`${tried}`), tried);
    try {
      const planning = makePlans(request);
      if (planning.candidates.length < 2) continue;
      made += 1;
      yield { request, planning, name: `held-out-${tried}` };
    } catch (error) {
      // two songs that do not go together are no request
      if (!(error instanceof SegueError)) throw error;
    }
  }
}

function featuresOf(
  plan: RemixPlan,
  { songs }: PlanningRequest,
  { intent }: PlanningResult,
  tier: 1 | 2,
): number[] {
  const vocal = songs[plan.vocalSong].analysis;
  const instrumental = songs[otherSide(plan.vocalSong)].analysis;
  return extractFeatures(plan, { vocal, instrumental, intent }, tier).values;
}
