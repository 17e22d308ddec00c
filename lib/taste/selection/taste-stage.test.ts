import { beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '@/lib/base/clock';
import { SegueError } from '@/lib/base/errors';
import { sha256Hex } from '@/lib/base/hash';
import { configureOnnx } from '@/lib/onnx/session';
import { scoreRow, type TreeEnsemble } from '@/lib/onnx/trees/tree-ensemble';
import { writeTrees } from '@/lib/onnx/trees/write-trees';
import { choosePlan } from '@/lib/plan/choose-plan';
import { makePlans, type PlanningResult } from '@/lib/plan/make-plans';
import { sketchAnalysis } from '@/lib/plan/sketch/sketch-analysis';
import { FEATURES } from '../features/feature-table';
import { featureManifest, projectVector } from '../features/manifest';
import { DEFAULT_FLAGS, flagsFromQuery } from '../flags';
import type { TasteFlags } from '../flags-schema';
import { ActiveRanker, type ModelSource } from '../ranker/active-ranker';
import { loadRanker, type Ranker, type StoredModel } from '../ranker/ranker';
import { Breaker, type BreakerMemory } from './breaker';
import { contributionText } from './contribution-text';
import { selectPlan } from './select-plan';
import { chooseByTaste, type StageTools } from './taste-stage';

beforeAll(() => configureOnnx({ files: null, threads: 1 }));

const analyses = {
  a: sketchAnalysis({ tempoBpm: 118 }),
  b: sketchAnalysis({ tempoBpm: 124, key: { tonic: 'E', mode: 'minor' } }),
};
const planning = makePlans({
  songs: {
    a: { title: 'Lithium', artist: '', analysis: analyses.a },
    b: { title: 'Sodium', artist: '', analysis: analyses.b },
  },
  prompt: 'something unique',
  seed: 2,
});

const index = (name: string) => FEATURES.findIndex((feature) => feature.name === name);

/** One tree a feature: the more of it the better, in two steps. */
function modelThatLikes(names: readonly string[]): TreeEnsemble {
  const nodes = names.flatMap((name, i) => {
    const [low, high] = FEATURES[index(name)].range;
    const at = 5 * i;
    const [first, second] = [low + (high - low) / 3, low + (2 * (high - low)) / 3];
    return [
      { feature: index(name), threshold: first, yes: at + 1, no: at + 2, value: 0 },
      { feature: -1, threshold: 0, yes: 0, no: 0, value: 0.1 },
      { feature: index(name), threshold: second, yes: at + 3, no: at + 4, value: 0 },
      { feature: -1, threshold: 0, yes: 0, no: 0, value: 0.5 },
      { feature: -1, threshold: 0, yes: 0, no: 0, value: 1.3 },
    ];
  });
  return {
    featureCount: featureManifest(1).features.length,
    baseValue: 0,
    roots: Int32Array.from(names, (_, i) => 5 * i),
    feature: Int32Array.from(nodes, ({ feature }) => feature),
    mode: new Uint8Array(nodes.length),
    threshold: Float32Array.from(nodes, ({ threshold }) => threshold),
    yes: Int32Array.from(nodes, ({ yes }) => yes),
    no: Int32Array.from(nodes, ({ no }) => no),
    value: Float32Array.from(nodes, ({ value }) => value),
  };
}

async function stored(names: readonly string[]): Promise<StoredModel> {
  const bytes = writeTrees({ ensemble: modelThatLikes(names), linearWeights: null });
  return {
    bytes,
    manifest: {
      schema: 1,
      title: 'test',
      origin: 'heuristic',
      sha256: await sha256Hex(bytes),
      features: featureManifest(1),
      calibrationSlope: 1,
      qualityFloor: null,
      answers: { human: 0, negative: 0, heuristic: 1 },
      metrics: {},
      importance: {},
      training: null,
    },
  };
}

/** A clock that stands still until it is moved; waits end when it is moved past them. */
class StillClock implements Clock {
  private ms = 0;
  private waits: { untilMs: number; end: () => void }[] = [];

  nowMs(): number {
    return this.ms;
  }

  wait(ms: number) {
    let end = () => {};
    const done = new Promise<void>((resolve) => {
      end = resolve;
    });
    const wait = { untilMs: this.ms + ms, end };
    this.waits.push(wait);
    return {
      done,
      cancel: () => {
        this.waits = this.waits.filter((other) => other !== wait);
      },
    };
  }

  move(ms: number): void {
    this.ms += ms;
    for (const { untilMs, end } of this.waits) if (untilMs <= this.ms) end();
  }

  get pending(): number {
    return this.waits.length;
  }
}

function tools(ranker: () => Promise<Ranker | null>): StageTools & { clock: StillClock } {
  const clock = new StillClock();
  return { ranker, clock, breaker: new Breaker(clock) };
}

const choose = (kit: StageTools, of: PlanningResult = planning) =>
  chooseByTaste(of, analyses, DEFAULT_FLAGS, kit);

describe('the taste stage', () => {
  it('takes the plan that the model likes most, and says why to the last bit', async () => {
    const ranker = await loadRanker(await stored(['vocal-placement', 'contrast-index']));
    const kit = tools(async () => ranker);
    const choice = await choose({ ...kit });
    await ranker.release();
    expect(choice.method).toBe('model');
    expect(choice.fallback).toBeNull();
    const scores = choice.judged.map(({ score }) => score ?? Number.NaN);
    const { selection } = choice;
    const chosen = choice.judged.find(({ planId }) => planId === choice.plan.id);
    const runnerUp = choice.judged.find(({ planId }) => planId === selection?.runnerUpId);
    if (!selection?.isSafer) expect(chosen?.score).toBe(Math.max(...scores));
    const sum = choice.contributions.reduce((total, { amount }) => total + amount, 0);
    expect(Math.abs(sum - (selection?.margin ?? 0))).toBeLessThan(1e-6);
    const row = projectVector(chosen?.features ?? { manifest: '', values: [] }, 1);
    expect(scoreRow(ranker.model, row)).toBeCloseTo(chosen?.score ?? 0, 5);
    expect(runnerUp).toBeDefined();
    for (const contribution of choice.contributions) {
      expect(contributionText(contribution)).toMatch(/: /);
    }
  });

  it('is left alone with the flag off', async () => {
    const kit = tools(async () => {
      throw new Error('must not be asked');
    });
    const flags = flagsFromQuery(new URLSearchParams('?taste=off&ab_other=on&x=1'));
    expect(flags).toEqual({ tasteModel: false, experiments: { ab_other: true } });
    const choice = await chooseByTaste(planning, analyses, flags, kit);
    expect(choice.plan).toBe(choosePlan(planning));
    expect(choice).toMatchObject({ method: 'baseline', fallback: { reason: 'switched-off' } });
  });

  const failures: [string, () => Promise<Ranker | null>, string][] = [
    ['is missing', async () => null, 'no-model'],
    ['is corrupt', async () => corrupt(), 'model-failed'],
    ['was made for other features', async () => foreign(), 'model-failed'],
    ['dies with its worker', () => Promise.reject(new Error('worker gone')), 'model-failed'],
    ['gives no numbers', async () => scoring(() => [Number.NaN]), 'model-failed'],
  ];

  it.each(failures)('goes on by the rubric where the model %s', async (_, ranker, reason) => {
    const choice = await choose(tools(ranker));
    expect(choice.fallback?.reason).toBe(reason);
    expect(choice.method).toBe('rubric');
    const rubrics = choice.judged.map(({ rubric }) => rubric ?? 0);
    const taken = choice.judged.find(({ planId }) => planId === choice.plan.id);
    if (!choice.selection?.isSafer) expect(taken?.rubric).toBe(Math.max(...rubrics));
  });

  it('waits for a stuck model no longer than its limit', async () => {
    const kit = tools(() => new Promise(() => {}));
    const choosing = choose(kit);
    await Promise.resolve();
    expect(kit.clock.pending).toBe(1);
    kit.clock.move(400);
    expect((await choosing).fallback?.reason).toBe('too-slow');
    expect(kit.clock.pending).toBe(0);
  });

  it('falls back to the simple rules where a feature is no number', async () => {
    const key = { ...analyses.a.key, confidence: Number.NaN };
    const broken = { ...analyses, a: { ...analyses.a, key } };
    const kit = tools(async () => null);
    const choice = await chooseByTaste(planning, broken, DEFAULT_FLAGS, kit);
    expect(choice.plan).toBe(choosePlan(planning));
    expect(choice.fallback?.reason).toBe('features-failed');
  });

  describe('never chooses a plan that breaks a rule', () => {
    const ways: [string, StageTools, TasteFlags, string][] = [
      [
        'by the model',
        tools(async () => scoring((count) => Array.from({ length: count }, (_, i) => -i))),
        DEFAULT_FLAGS,
        'model',
      ],
      ['by the rubric', tools(async () => null), DEFAULT_FLAGS, 'rubric'],
      [
        'by the simple rules',
        tools(async () => null),
        { ...DEFAULT_FLAGS, tasteModel: false },
        'baseline',
      ],
    ];

    it.each(ways)('%s', async (_, kit, flags, method) => {
      const broken = planning.candidates.map((plan) => ({
        ...plan,
        id: `broken-${plan.id}`,
        key: { ...plan.key, vocalSemitones: 9 },
      }));
      const [kept] = planning.candidates.slice(-1);
      const choice = await chooseByTaste(
        { ...planning, candidates: [...broken, kept] },
        analyses,
        flags,
        kit,
      );
      expect(choice).toMatchObject({ method, plan: { id: kept.id } });
      expect(choice.judged[0].violations[0].code).toBe('pitch-shift-too-far');
      const none = chooseByTaste({ ...planning, candidates: broken }, analyses, flags, kit);
      await expect(none).rejects.toMatchObject({ code: 'material-too-short' });
    });
  });

  it('rests after five failures in a row for ten minutes, then tries again', async () => {
    let asked = 0;
    const kit = tools(async () => {
      asked += 1;
      throw new Error('gone');
    });
    for (let i = 0; i < 7; i++) await choose(kit);
    expect(asked).toBe(5);
    expect(kit.breaker.state()).toMatchObject({ isOpen: true, restLeftMs: 600_000 });
    expect((await choose(kit)).fallback?.reason).toBe('resting');
    kit.clock.move(600_000);
    expect(kit.breaker.state().isOpen).toBe(false);
    await choose(kit);
    expect(asked).toBe(6);
    expect(kit.breaker.state().isOpen).toBe(true);
    kit.breaker.succeeded();
    expect(kit.breaker.state()).toEqual({ isOpen: false, failuresInARow: 0, restLeftMs: 0 });
  });

  it('goes on with a rest that was begun before, but not for longer than one', () => {
    const kept: BreakerMemory[] = [];
    const before = new Breaker({ nowMs: () => 1000 }, { failures: 1, restMs: 600 }, (memory) =>
      kept.push(memory),
    );
    before.failed();
    const later = (nowMs: number) => {
      const breaker = new Breaker({ nowMs: () => nowMs }, { failures: 1, restMs: 600 });
      breaker.recall(kept[0]);
      return breaker.state().restLeftMs;
    };
    expect(later(1400)).toBe(200);
    expect(later(1600)).toBe(0);
    expect(later(0)).toBe(600);
  });
});

describe('selectPlan', () => {
  const plans = [
    { planId: 'bold', score: 1, risk: 0.6 },
    { planId: 'safe', score: 0.9, risk: 0.1 },
    { planId: 'poor', score: 0, risk: 0 },
  ];

  it('takes the safer of the two best where they are too near to tell', () => {
    expect(selectPlan(plans, { slope: 1, lapse: 0 })).toMatchObject({
      chosenId: 'safe',
      isSafer: true,
    });
    expect(selectPlan(plans, { slope: 1, lapse: 0 }).margin).toBeCloseTo(-0.1, 12);
    expect(selectPlan(plans, { slope: 20, lapse: 0 })).toMatchObject({
      chosenId: 'bold',
      runnerUpId: 'safe',
    });
    expect(selectPlan(plans.slice(0, 1), { slope: 1, lapse: 0 })).toMatchObject({
      runnerUpId: null,
      probability: 1,
    });
  });
});

describe('ActiveRanker', () => {
  it('loads once and exchanges the model when another is activated', async () => {
    const models = [await stored(['vocal-placement']), await stored(['contrast-index'])];
    let active = 0;
    let reads = 0;
    const source: ModelSource = {
      revision: async () => String(active),
      read: async () => {
        reads += 1;
        return models[active];
      },
    };
    const holder = new ActiveRanker(source);
    const first = await holder.current();
    expect(await holder.current()).toBe(first);
    active = 1;
    const second = await holder.current();
    expect(second?.manifest.sha256).toBe(models[1].manifest.sha256);
    expect(reads).toBe(2);
  });
});

async function corrupt(): Promise<Ranker> {
  const model = await stored(['vocal-placement']);
  return loadRanker({ ...model, bytes: model.bytes.slice(0, 100) });
}

async function foreign(): Promise<Ranker> {
  const model = await stored(['vocal-placement']);
  const features = { ...model.manifest.features, hash: 'f'.repeat(16) };
  return loadRanker({ ...model, manifest: { ...model.manifest, features } });
}

async function scoring(scores: (count: number) => number[]): Promise<Ranker> {
  const { manifest } = await stored(['vocal-placement']);
  const model = { ensemble: modelThatLikes(['vocal-placement']), linearWeights: null };
  return {
    manifest,
    tier: 1,
    model,
    score: async (vectors) => scores(vectors.length),
    release: async () => {},
  };
}

it('refuses a model whose bytes are not the manifest’s', async () => {
  await expect(corrupt()).rejects.toBeInstanceOf(SegueError);
  await expect(foreign()).rejects.toMatchObject({ code: 'manifest-mismatch' });
});
