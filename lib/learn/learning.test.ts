import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { configureOnnx } from '@/lib/onnx/session';
import { readTrees } from '@/lib/onnx/trees/read-trees';
import { scoreRow } from '@/lib/onnx/trees/tree-ensemble';
import { writeTrees } from '@/lib/onnx/trees/write-trees';
import { featuresUpTo } from '@/lib/taste/features/feature-table';
import { featureManifest } from '@/lib/taste/features/manifest';
import { calibrationOf } from '@/lib/taste/ranker/calibration';
import { modelManifestSchema } from '@/lib/taste/ranker/model-manifest';
import type { StoredModel } from '@/lib/taste/ranker/ranker';
import { calibrationReport } from './evaluation/calibration-curve';
import { judgeExamples } from './evaluation/judged-example';
import { shareWithInterval } from './evaluation/pair-accuracy';
import { readExamples } from './examples/read-examples';
import { partOfRequest } from './examples/split-requests';
import type { TrainingExample } from './examples/training-example';
import { catboostFiles } from './exchange/catboost-files';
import { importRanker } from './exchange/import-ranker';
import { runFromFile, runToFile } from './exchange/run-file';
import { learningCurve } from './learning-curve';
import { DEFAULT_RANKER_SETTINGS, type RankerSettings } from './ranker-settings';
import { isTimeToRetrain, measureDrift } from './retrain-advice';
import { makeTrainingRun, type TrainingRun } from './runs/training-run';
import {
  LATE_VOICE_AND_CUTS,
  randomRequests,
  rate,
  type SimulatedPlan,
  worth,
} from './testing/simulated-rater';
import { DEFAULT_TREE_SETTINGS } from './trainer/train-trees';

const SETTINGS: RankerSettings = {
  ...DEFAULT_RANKER_SETTINGS,
  trees: { ...DEFAULT_TREE_SETTINGS, trees: 120, depth: 3 },
};

const random = createRandom(21);
const requests = randomRequests(random, 120, 8);
let shipped: StoredModel;

beforeAll(() => {
  configureOnnx({ files: null, threads: 1 });
  shipped = {
    bytes: new Uint8Array(readFileSync('models/taste-first.onnx')),
    manifest: modelManifestSchema.parse(
      JSON.parse(readFileSync('models/taste-first.json', 'utf8')),
    ),
  };
});

const train = (examples: readonly TrainingExample[]): Promise<TrainingRun> =>
  makeTrainingRun({
    id: 'run',
    madeAtMs: 0,
    title: 'test',
    examples,
    settings: SETTINGS,
    current: shipped,
  });

const answers = rate(requests, 500, LATE_VOICE_AND_CUTS, createRandom(1));
let taught: TrainingRun;

beforeAll(async () => {
  taught = await train(answers);
});

function first(plans: readonly SimulatedPlan[], score: (plan: SimulatedPlan) => number) {
  return plans.reduce((best, plan) => (score(plan) > score(best) ? plan : best));
}

describe('a listener with a taste of their own', () => {
  it('gets a model that is offered, and whose first plan they prefer', () => {
    expect(taught.verdict.isOffered).toBe(true);
    expect(taught.verdict.sentence).toMatch(/may be activated/);
    const model = readTrees(taught.bytes);
    const old = readTrees(shipped.bytes);
    const rubric = featuresUpTo(1).findIndex(({ name }) => name === 'rubric-total');
    const heldOut = requests.filter(
      ([{ requestId }]) =>
        partOfRequest(requestId, SETTINGS.splitSeed, SETTINGS.shares) === 'holdOut',
    );
    const preferred = (rival: (plan: SimulatedPlan) => number) => {
      const outcomes: number[] = heldOut.map((plans) => {
        const ours = worth(
          LATE_VOICE_AND_CUTS,
          first(plans, (plan) => scoreRow(model, plan.values)),
        );
        const theirs = worth(LATE_VOICE_AND_CUTS, first(plans, rival));
        return ours === theirs ? 0.5 : ours > theirs ? 1 : 0;
      });
      return outcomes.reduce((sum, outcome) => sum + outcome, 0) / outcomes.length;
    };
    expect(heldOut.length).toBeGreaterThan(12);
    expect(preferred((plan) => plan.values[rubric])).toBeGreaterThanOrEqual(0.65);
    expect(preferred((plan) => scoreRow(old, plan.values))).toBeGreaterThanOrEqual(0.65);
  });

  it('is told honest chances', () => {
    const heldOut = randomRequests(createRandom(77), 60, 8);
    const fresh = rate(heldOut, 3000, LATE_VOICE_AND_CUTS, createRandom(78));
    const judged = judgeExamples(fresh, readTrees(taught.bytes), 1);
    const { expectedError } = calibrationReport(judged, calibrationOf(taught.manifest));
    expect(expectedError).toBeLessThan(0.05);
  });

  it('gets the same bytes again from the same answers', async () => {
    const again = await train(answers);
    expect(again.bytes).toEqual(taught.bytes);
    expect(again.manifest).toEqual(taught.manifest);
  });
});

describe('a learning curve', () => {
  it('is over ever more answers, judged on the same hold-out, and ends at the whole', async () => {
    const points = await learningCurve(answers, SETTINGS);
    const counts = points.map(({ examples }) => examples);
    expect(counts.length).toBeGreaterThan(2);
    expect([...counts].sort((one, other) => one - other)).toEqual(counts);
    expect(new Set(points.map(({ accuracy }) => accuracy.count)).size).toBe(1);
    expect(points.at(-1)?.accuracy.share).toBeCloseTo(taught.report?.people.share ?? 0, 9);
  });
});

describe('a listener who tosses coins', () => {
  it('gets no model', async () => {
    const { verdict } = await train(rate(requests, 500, null, createRandom(5)));
    expect(verdict.isOffered).toBe(false);
    expect(verdict.sentence).toMatch(/current one|keep the current/);
  });
});

describe('bad input', () => {
  const line = (example: unknown) => JSON.stringify(example);

  it('is refused with a sentence: few answers, ties only, other features, not a label', async () => {
    await expect(train(answers.slice(0, 3))).rejects.toMatchObject(failureOf('too-few-labels'));
    const ties = answers.map((one) => ({ ...one, winner: 'tie' as const }));
    await expect(train(ties)).rejects.toMatchObject(failureOf('too-few-labels'));
    const other = answers.map((one) => ({ ...one, manifest: 'e'.repeat(16) }));
    await expect(train(other)).rejects.toMatchObject(failureOf('manifest-mismatch'));
    expect(() => readExamples('not a label\n{}\n')).toThrow(/2 lines not a label/);
    expect(() => readExamples('')).toThrow(/no answer/);
    expect(() => readExamples(other.map(line).join('\n'))).toThrow(/another version/);
  });

  it('is left out line by line, with a note', () => {
    const mixed = [answers[0], { ...answers[1], manifest: 'f'.repeat(16) }, { odd: true }];
    const { examples, notes } = readExamples(mixed.map(line).join('\n'));
    expect(examples).toEqual([answers[0]]);
    expect(notes).toEqual([
      '1 line not a label (first in line 3)',
      '1 line with features of another version',
    ]);
  });

  it('learns from answers of one side only without failing', async () => {
    const oneSided = answers.map((one) => ({ ...one, winner: 'a' as const }));
    const { verdict } = await train(oneSided);
    expect(Number.isFinite(verdict.gain)).toBe(true);
  });
});

describe('exchange', () => {
  it('writes what CatBoost reads: contiguous groups, pairs within them, weights', () => {
    const files = Object.fromEntries(
      catboostFiles(answers, 1, DEFAULT_TREE_SETTINGS).map(({ name, text }) => [name, text]),
    );
    const rows = files['features.tsv']
      .trim()
      .split('\n')
      .map((row) => row.split('\t'));
    const groups = rows.map(([, group]) => group);
    const changes = groups.filter((group, i) => i === 0 || group !== groups[i - 1]);
    expect(new Set(changes).size).toBe(changes.length);
    expect(rows[0]).toHaveLength(featureManifest(1).features.length + 2);
    const pairs = files['pairs.tsv']
      .trim()
      .split('\n')
      .map((pair) => pair.split('\t').map(Number));
    expect(pairs).toHaveLength(500);
    for (const [winner, loser, weight] of pairs) {
      expect(groups[winner]).toBe(groups[loser]);
      expect(weight).toBe(1);
    }
    expect(files['columns.cd']).toMatch(/^0\tLabel\n1\tGroupId\n2\tNum\tsection-count\n/);
    expect(files['train.sh']).toMatch(/--loss-function PairLogit/);
  });

  it('takes in a foreign model only for features of today', async () => {
    const model = readTrees(taught.bytes);
    const nameless = writeTrees(model);
    const take = (bytes: Uint8Array, manifestHash: string | null) =>
      importRanker({
        bytes,
        title: 'foreign',
        manifestHash,
        calibration: answers,
        heldOut: answers,
      });
    const { stored, report } = await take(nameless, featureManifest(1).hash);
    expect(stored.manifest.origin).toBe('imported');
    expect(report?.people.share).toBeGreaterThan(0.7);
    await expect(take(nameless, null)).rejects.toMatchObject(failureOf('manifest-mismatch'));
    await expect(take(nameless, featureManifest(2).hash)).rejects.toMatchObject(
      failureOf('manifest-mismatch'),
    );
    await expect(take(nameless.slice(0, 200), null)).rejects.toMatchObject(
      failureOf('model-unreadable'),
    );
  });
});

describe('a training as a file', () => {
  it('comes back the same, and not at all where a byte of its model is another', async () => {
    const text = runToFile(taught);
    expect(await runFromFile(text)).toEqual(taught);
    const damaged = text.replace(/"bytes":"(.{40})./, (_, start) => `"bytes":"${start}!`);
    await expect(runFromFile(damaged)).rejects.toMatchObject(failureOf('model-unreadable'));
    await expect(runFromFile('{"schema":1}')).rejects.toMatchObject(failureOf('model-unreadable'));
    const features = { ...taught.manifest.features, hash: '0'.repeat(16) };
    const foreign = runToFile({ ...taught, manifest: { ...taught.manifest, features } });
    await expect(runFromFile(foreign)).rejects.toMatchObject(failureOf('manifest-mismatch'));
  });
});

describe('the offer to train again', () => {
  it('comes with enough answers, or with fewer that the model foretells worse than before', () => {
    const judged = measureDrift(taught, answers.slice(0, 60));
    expect(judged?.isDrifting).toBe(false);
    expect(isTimeToRetrain(199, judged)).toBe(false);
    expect(isTimeToRetrain(200, judged)).toBe(true);
    expect(isTimeToRetrain(60, judged, 50)).toBe(true);
    const turned = answers
      .slice(0, 60)
      .map((one) => ({ ...one, winner: one.winner === 'a' ? ('b' as const) : ('a' as const) }));
    expect(isTimeToRetrain(60, measureDrift(taught, turned))).toBe(true);
    expect(isTimeToRetrain(20, measureDrift(taught, turned.slice(0, 20)))).toBe(false);
  });
});

describe('intervals', () => {
  // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662.
  it('are those of Wilson', () => {
    const { low, high } = shareWithInterval(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });
});

function failureOf(code: string) {
  return { code, name: 'SegueError' };
}
