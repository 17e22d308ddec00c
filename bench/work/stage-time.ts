/** How long choosing takes: features, scoring and the whole stage, on 16 candidates; and loading the model. */
import { systemClock } from '@/lib/base/clock';
import { SegueError } from '@/lib/base/errors';
import { createRandom } from '@/lib/base/random';
import { sketchRequest } from '@/lib/learn/first-model/sketch-request';
import { otherSide } from '@/lib/music/stem-names';
import { testOnnxRuntime } from '@/lib/onnx/self-test';
import { configureOnnx } from '@/lib/onnx/session';
import { makePlans, type PlanningResult } from '@/lib/plan/make-plans';
import { extractFeatures } from '@/lib/taste/features/extract-features';
import { DEFAULT_FLAGS } from '@/lib/taste/flags';
import { modelManifestSchema } from '@/lib/taste/ranker/model-manifest';
import { loadRanker, type StoredModel } from '@/lib/taste/ranker/ranker';
import { Breaker } from '@/lib/taste/selection/breaker';
import { chooseByTaste } from '@/lib/taste/selection/taste-stage';

const REQUESTS = 200;
const WARM_UP = 15;
const CANDIDATES = 16;
const SEED = 4;
/** Where the browser finds the runtime and the model. */
const RUNTIME = '/onnxruntime/ort-wasm-simd-threaded';
const MODEL = '/models/taste-first';

export interface StageTimes {
  requests: number;
  candidates: number;
  /** The runtime itself, which whatever needs a model first loads. */
  runtimeMs: number;
  /** Reading, checking, loading the model, and its first run. */
  loadAndWarmMs: number;
  features1: Spread;
  /** Tiers 1 and 2 together. */
  features2: Spread;
  scoring: Spread;
  /** Rules, features, model, choice, reasons. */
  stage: Spread;
  /** The whole stage where the model fails: what the listener waits for the rules' choice. */
  failing: Spread;
  fallbacks: number;
}

export interface Spread {
  medianMs: number;
  p95Ms: number;
}

/** @param given null in a browser, which fetches the model */
export async function run(given: StoredModel | null): Promise<StageTimes> {
  const file = (end: string) => new URL(`${RUNTIME}.${end}`, location.origin).href;
  const files = given ? null : { mjs: file('mjs'), wasm: file('wasm') };
  configureOnnx({ files, threads: 1 });
  const stored = given ?? (await fetchModel());
  const start = performance.now();
  await testOnnxRuntime();
  const runtimeAt = performance.now();
  const ranker = await loadRanker(stored);
  const loadedAt = performance.now();
  const tools = {
    ranker: async () => ranker,
    clock: systemClock,
    breaker: new Breaker(systemClock),
  };
  const one: number[] = [];
  const two: number[] = [];
  const score: number[] = [];
  const stage: number[] = [];
  const failing: number[] = [];
  let fallbacks = 0;
  for (const { planning, analyses } of sketchedRequests(WARM_UP + REQUESTS)) {
    const context = (i: number) => {
      const { vocalSong } = planning.candidates[i];
      return {
        vocal: analyses[vocalSong],
        instrumental: analyses[otherSide(vocalSong)],
        intent: planning.intent,
      };
    };
    const extract = (tier: 1 | 2) =>
      planning.candidates.map((plan, i) => extractFeatures(plan, context(i), tier));
    const began = performance.now();
    extract(1);
    const first = performance.now();
    extract(2);
    one.push(first - began);
    two.push(performance.now() - first);
    const choice = await chooseByTaste(planning, analyses, DEFAULT_FLAGS, tools);
    score.push(choice.times.scoringMs);
    stage.push(choice.times.totalMs);
    if (choice.fallback) fallbacks += 1;
    const broken = {
      ranker: () => Promise.reject(new Error('gone')),
      clock: systemClock,
      breaker: new Breaker(systemClock),
    };
    const saved = await chooseByTaste(planning, analyses, DEFAULT_FLAGS, broken);
    failing.push(saved.times.totalMs);
  }
  await ranker.release();
  return {
    requests: REQUESTS,
    candidates: CANDIDATES,
    runtimeMs: rounded(runtimeAt - start),
    loadAndWarmMs: rounded(loadedAt - runtimeAt),
    features1: spread(one),
    features2: spread(two),
    scoring: spread(score),
    stage: spread(stage),
    failing: spread(failing),
    fallbacks,
  };
}

async function fetchModel(): Promise<StoredModel> {
  const [bytes, manifest] = await Promise.all([
    fetch(`${MODEL}.onnx`).then((answer) => answer.arrayBuffer()),
    fetch(`${MODEL}.json`).then((answer) => answer.json()),
  ]);
  return { bytes: new Uint8Array(bytes), manifest: modelManifestSchema.parse(manifest) };
}

/** Requests whose candidates are repeated under other names until there are enough. */
function* sketchedRequests(count: number) {
  const random = createRandom(SEED);
  for (let made = 0, tried = 0; made < count; tried++) {
    const request = sketchRequest(random.fork(`bench ${tried}`), tried);
    let planning: PlanningResult;
    try {
      planning = makePlans(request);
    } catch (error) {
      if (error instanceof SegueError) continue;
      throw error;
    }
    const candidates = Array.from({ length: CANDIDATES }, (_, i) => {
      const plan = planning.candidates[i % planning.candidates.length];
      return { ...plan, id: `${plan.id}-${i}` };
    });
    const analyses = { a: request.songs.a.analysis, b: request.songs.b.analysis };
    yield { planning: { ...planning, candidates }, analyses };
    made += 1;
  }
}

/** Of what came after the warm-up. */
function spread(values: readonly number[]): Spread {
  const sorted = values.slice(WARM_UP).sort((x, y) => x - y);
  const at = (share: number) =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return { medianMs: at(0.5), p95Ms: at(0.95) };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
