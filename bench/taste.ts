/** How long choosing takes: features, scoring and the whole stage, on 16 candidates; and loading the model. */
import { systemClock } from '@/lib/base/clock';
import { SegueError } from '@/lib/base/errors';
import { createRandom } from '@/lib/base/random';
import { sketchRequest } from '@/lib/learn/first-model/sketch-request';
import { otherSide } from '@/lib/music/stem-names';
import { configureOnnx } from '@/lib/onnx/session';
import { makePlans, type PlanningResult } from '@/lib/plan/make-plans';
import { extractFeatures } from '@/lib/taste/features/extract-features';
import { DEFAULT_FLAGS } from '@/lib/taste/flags';
import { loadRanker } from '@/lib/taste/ranker/ranker';
import { Breaker } from '@/lib/taste/selection/breaker';
import { chooseByTaste } from '@/lib/taste/selection/taste-stage';
import { readModel, SHIPPED_MODEL } from '../cli/shipped-model';

const REQUESTS = 200;
const WARM_UP = 15;
const CANDIDATES = 16;
const SEED = 4;

export interface TasteBench {
  requests: number;
  candidates: number;
  /** Reading, checking, loading and the first run; the runtime itself is loaded with the first model. */
  loadAndWarmMs: number;
  features1P95Ms: number;
  /** Tiers 1 and 2 together. */
  features2P95Ms: number;
  scoringP95Ms: number;
  /** Rules, features, model, choice, reasons. */
  stageP95Ms: number;
  fallbacks: number;
}

export async function runTasteBench(): Promise<TasteBench> {
  configureOnnx({ files: null, threads: 1 });
  const stored = await readModel(SHIPPED_MODEL);
  const start = performance.now();
  const ranker = await loadRanker(stored);
  const loadAndWarmMs = performance.now() - start;
  const tools = {
    ranker: async () => ranker,
    clock: systemClock,
    breaker: new Breaker(systemClock),
  };
  const times = {
    one: [] as number[],
    two: [] as number[],
    score: [] as number[],
    stage: [] as number[],
  };
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
    times.one.push(first - began);
    times.two.push(performance.now() - first);
    const choice = await chooseByTaste(planning, analyses, DEFAULT_FLAGS, tools);
    times.score.push(choice.times.scoringMs);
    times.stage.push(choice.times.totalMs);
    if (choice.fallback) fallbacks += 1;
  }
  await ranker.release();
  const p95 = (values: number[]) => percentile(values.slice(WARM_UP), 0.95);
  return {
    requests: REQUESTS,
    candidates: CANDIDATES,
    loadAndWarmMs: rounded(loadAndWarmMs),
    features1P95Ms: p95(times.one),
    features2P95Ms: p95(times.two),
    scoringP95Ms: p95(times.score),
    stageP95Ms: p95(times.stage),
    fallbacks,
  };
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

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((x, y) => x - y);
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
