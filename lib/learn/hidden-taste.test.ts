import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { mean } from '@/lib/analysis/statistics';
import { createRandom } from '@/lib/base/random';
import { readTrees } from '@/lib/onnx/trees/read-trees';
import { scoreRow } from '@/lib/onnx/trees/tree-ensemble';
import { choosePlan } from '@/lib/plan/choose-plan';
import { projectVector, tierOfManifest } from '@/lib/taste/features/manifest';
import { calibrationOf } from '@/lib/taste/ranker/calibration';
import type { StoredModel } from '@/lib/taste/ranker/ranker';
import { calibrationReport } from './evaluation/calibration-curve';
import { judgeExamples } from './evaluation/judged-example';
import { examplesFromLabels } from './examples/from-labels';
import { DEFAULT_RANKER_SETTINGS } from './ranker-settings';
import { makeTrainingRun, type TrainingRun } from './runs/training-run';
import {
  hiddenTasteLabels,
  likesLateVoices,
  type RatedRequest,
  sketchedRequests,
} from './testing/hidden-taste';

const LABELS = 500;
const ERROR_RATE = 0.1;

const shipped: StoredModel = {
  bytes: new Uint8Array(readFileSync('models/taste-first.onnx')),
  manifest: JSON.parse(readFileSync('models/taste-first.json', 'utf8')),
};

let requests: RatedRequest[];
let unseen: RatedRequest[];

beforeAll(() => {
  requests = sketchedRequests(100, 1);
  unseen = sketchedRequests(40, 2);
});

function train(errorRate: number, seed = 5): Promise<TrainingRun> {
  const labels = hiddenTasteLabels(requests, LABELS, errorRate, createRandom(seed));
  return makeTrainingRun({
    id: 'run',
    madeAtMs: 0,
    title: 'Test',
    examples: examplesFromLabels(labels).examples,
    settings: DEFAULT_RANKER_SETTINGS,
    current: shipped,
  });
}

/** Index of the plan that a request's chooser takes. */
type Chooser = (request: RatedRequest) => number;

/** A model's first choice. */
function firstOf({ bytes, manifest }: StoredModel): Chooser {
  const trees = readTrees(bytes);
  const tier = tierOfManifest(manifest.features.hash)!;
  return ({ planning: { candidates }, featuresOf }) => {
    const scores = candidates.map((_, i) => scoreRow(trees, projectVector(featuresOf(i), tier)));
    return scores.indexOf(Math.max(...scores));
  };
}

/** Share of unseen requests, of those where the two differ, in which the rater prefers the first. */
function preferred(one: Chooser, other: Chooser): number {
  let [won, met] = [0, 0];
  for (const request of unseen) {
    const { candidates } = request.planning;
    const [mine, theirs] = [one(request), other(request)];
    const [liked, than] = [mine, theirs].map((index) => likesLateVoices(candidates[index]));
    if (mine === theirs || liked === than) continue;
    met += 1;
    won += liked > than ? 1 : 0;
  }
  return won / met;
}

describe('a taste that is learnt from 500 answers', () => {
  let run: TrainingRun;
  beforeAll(async () => {
    run = await train(ERROR_RATE);
  });

  it("puts first what the rater prefers to the baseline's choice on songs it has not seen", () => {
    const share = preferred(firstOf(run), ({ planning }) =>
      planning.candidates.findIndex(({ id }) => id === choosePlan(planning).id),
    );
    expect(share).toBeGreaterThanOrEqual(0.65);
  });

  it('is preferred to the model that ships, and offered', () => {
    expect(preferred(firstOf(run), firstOf(shipped))).toBeGreaterThan(0.5);
    expect(run.verdict.isOffered).toBe(true);
  });

  it('states chances that come true, in the mean over three trainings', async () => {
    const errors: number[] = [];
    const runs = [run, await train(ERROR_RATE, 6), await train(ERROR_RATE, 7)];
    for (const [i, { bytes, manifest }] of runs.entries()) {
      const fresh = hiddenTasteLabels(unseen, 1500, ERROR_RATE, createRandom(105 + i));
      const tier = tierOfManifest(manifest.features.hash)!;
      const judged = judgeExamples(examplesFromLabels(fresh).examples, readTrees(bytes), tier);
      errors.push(calibrationReport(judged, calibrationOf(manifest)).expectedError!);
    }
    expect(mean(errors)).toBeLessThan(0.05);
  });
});

describe('a rater who does not listen', () => {
  it('gives a model that is not offered', async () => {
    const run = await train(0.5);
    expect(run.verdict.isOffered).toBe(false);
  });
});
