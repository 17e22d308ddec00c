/** How long planning takes: candidates from two analyses and a sentence, and the rules over 16 of them. */
import { otherSide } from '@/lib/music/stem-names';
import { checkPlan } from '@/lib/plan/constraints/check-plan';
import { makePlans } from '@/lib/plan/make-plans';
import { sketchAnalysis, USUAL_PARTS } from '@/lib/plan/sketch/sketch-analysis';

export interface PlanBench {
  requests: number;
  candidatesMedian: number;
  /** Sentence, decisions, material, candidates, rules: a whole request on songs not planned with before. */
  generationP50Ms: number;
  generationP95Ms: number;
  /** All hard constraints over 16 plans. */
  constraintsP50Ms: number;
  constraintsP95Ms: number;
}

const REQUESTS = 300;
const WARM_UP = 40;
const PLANS_CHECKED = 16;
const PROMPTS = [
  '',
  'build slowly to a big drop',
  'straight in with the hook, 60 seconds',
  'wild techno, no crossfades',
  "Sodium's vocals over Lithium, chill",
];

/** Measures {@link REQUESTS} requests with songs of some five minutes at 108 to 124 BPM. */
export async function runPlanBench(): Promise<PlanBench> {
  const generation: number[] = [];
  const constraints: number[] = [];
  const counts: number[] = [];
  for (let request = 0; request < WARM_UP + REQUESTS; request++) {
    const a = sketchAnalysis({
      tempoBpm: 112 + (request % 9),
      parts: [...USUAL_PARTS, ...USUAL_PARTS],
    });
    const b = sketchAnalysis({
      tempoBpm: 108 + (request % 17),
      parts: [...USUAL_PARTS, ...USUAL_PARTS],
    });
    const songs = {
      a: { title: 'Lithium', artist: '', analysis: a },
      b: { title: 'Sodium', artist: '', analysis: b },
    };
    const prompt = PROMPTS[request % PROMPTS.length];
    const start = performance.now();
    const { candidates, intent } = makePlans({ songs, prompt, seed: request });
    const made = performance.now();
    for (let i = 0; i < PLANS_CHECKED; i++) {
      const plan = candidates[i % candidates.length];
      const vocal = songs[plan.vocalSong].analysis;
      const instrumental = songs[otherSide(plan.vocalSong)].analysis;
      checkPlan(plan, { vocal, instrumental, genre: intent.genre });
    }
    const checked = performance.now();
    if (request < WARM_UP) continue;
    generation.push(made - start);
    constraints.push(checked - made);
    counts.push(candidates.length);
  }
  return {
    requests: REQUESTS,
    candidatesMedian: percentile(counts, 0.5),
    generationP50Ms: rounded(percentile(generation, 0.5)),
    generationP95Ms: rounded(percentile(generation, 0.95)),
    constraintsP50Ms: rounded(percentile(constraints, 0.5)),
    constraintsP95Ms: rounded(percentile(constraints, 0.95)),
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
