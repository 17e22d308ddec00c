import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { mean } from '@/lib/analysis/statistics';
import { createRandom } from '@/lib/base/random';
import { readTrees } from '@/lib/onnx/trees/read-trees';
import { scoreRow } from '@/lib/onnx/trees/tree-ensemble';
import { choosePlan } from '@/lib/plan/choose-plan';
import { projectVector, tierOfManifest } from '@/lib/taste/features/manifest';
import type { StoredModel } from '@/lib/taste/ranker/ranker';
import { calibrationReport } from './evaluation/calibration-curve';
import { judgeExamples } from './evaluation/judged-example';
import { examplesFromLabels } from './examples/from-labels';
import { learningCurve } from './learning-curve';
import { makeTrainingRun, type TrainingRun } from './runs/training-run';
import {
  hiddenTasteLabels,
  likesLateVoices,
  type RatedRequest,
  sketchedRequests,
} from './testing/hidden-taste';
import { DEFAULT_RANKER_SETTINGS } from './train-ranker';

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
  unseen = sketchedRequests(80, 2);
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

/** Index of a model's first choice. */
function firstChoice({ features }: RatedRequest, { bytes, manifest }: StoredModel): number {
  const trees = readTrees(bytes);
  const tier = tierOfManifest(manifest.features.hash)!;
  const scores = features.map((vector) => scoreRow(trees, projectVector(vector, tier)));
  return scores.indexOf(Math.max(...scores));
}

/** Share of unseen requests, of those where the two differ, in which the rater prefers the first. */
function preferred(model: StoredModel, other: (request: RatedRequest) => number): number {
  let [won, met] = [0, 0];
  for (const request of unseen) {
    const { candidates } = request.planning;
    const [mine, theirs] = [firstChoice(request, model), other(request)];
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
    const share = preferred(run, ({ planning }) =>
      planning.candidates.findIndex(({ id }) => id === choosePlan(planning).id),
    );
    expect(share).toBeGreaterThanOrEqual(0.65);
  });

  it('is preferred to the model that ships, and offered', () => {
    expect(preferred(run, (request) => firstChoice(request, shipped))).toBeGreaterThan(0.5);
    expect(run.verdict.isOffered).toBe(true);
  });

  it('states chances that come true, in the mean over three trainings', async () => {
    const errors: number[] = [];
    for (const seed of [5, 6, 7]) {
      const { bytes, manifest } = await train(ERROR_RATE, seed);
      const fresh = hiddenTasteLabels(unseen, 1500, ERROR_RATE, createRandom(seed + 100));
      const tier = tierOfManifest(manifest.features.hash)!;
      const judged = judgeExamples(examplesFromLabels(fresh).examples, readTrees(bytes), tier);
      errors.push(calibrationReport(judged, manifest.calibrationSlope).expectedError!);
    }
    expect(mean(errors)).toBeLessThan(0.05);
  });

  it('is made again to the same bytes', async () => {
    const again = await train(ERROR_RATE);
    expect(again.bytes).toEqual(run.bytes);
    expect(again.manifest).toEqual(run.manifest);
  });

  it('has a learning curve over ever more answers, judged on the same hold-out', async () => {
    const labels = hiddenTasteLabels(requests, LABELS, ERROR_RATE, createRandom(5));
    const points = await learningCurve(
      examplesFromLabels(labels).examples,
      DEFAULT_RANKER_SETTINGS,
    );
    const counts = points.map(({ examples }) => examples);
    expect(counts.length).toBeGreaterThan(2);
    expect([...counts].sort((one, other) => one - other)).toEqual(counts);
    expect(new Set(points.map(({ accuracy }) => accuracy.count)).size).toBe(1);
    expect(points.at(-1)!.accuracy.share).toBeCloseTo(run.report!.people.share!, 9);
  });
});

describe('a rater who does not listen', () => {
  it('gives a model that is not offered', async () => {
    const run = await train(0.5);
    expect(run.verdict.isOffered).toBe(false);
  });
});
