/**
 * The stage between planning and rendering: checks, describes, scores and chooses, and never stands in
 * the way. Whatever fails or takes too long, a plan is chosen by simpler means at once.
 * Source: taste plan, selection policy, timeout and circuit breaker.
 */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { Clock } from '@/lib/base/clock';
import { reportError } from '@/lib/base/errors';
import { otherSide, type SongSide } from '@/lib/music/stem-names';
import { choosePlan } from '@/lib/plan/choose-plan';
import { checkPlan } from '@/lib/plan/constraints/check-plan';
import type { Violation } from '@/lib/plan/constraints/violation';
import type { PlanningResult } from '@/lib/plan/make-plans';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { extractFeatures, FeatureFailure } from '../features/extract-features';
import { FEATURES } from '../features/feature-table';
import type { FeatureVector } from '../features/manifest';
import type { TasteContext } from '../features/plan-facts';
import type { TasteFlags } from '../flags-schema';
import { type Calibration, calibrationOf } from '../ranker/calibration';
import type { Ranker } from '../ranker/ranker';
import type { Breaker } from './breaker';
import { type Contribution, contributionsOf, rubricContributions } from './contributions';
import { planRisk } from './plan-risk';
import { type PlanSelection, selectPlan } from './select-plan';

/** Time that the whole stage may take. */
export const STAGE_LIMIT_MS = 400;

/** Who chose: the model, the rubric where the model could not, or the simple rules. */
export const CHOICE_METHODS = ['model', 'rubric', 'baseline'] as const;
export type ChoiceMethod = (typeof CHOICE_METHODS)[number];

/** Why the model did not choose. */
export const FALLBACK_REASONS = [
  'switched-off',
  'resting',
  'no-model',
  'model-failed',
  'features-failed',
  'too-slow',
  'all-too-poor',
] as const;
export type FallbackReason = (typeof FALLBACK_REASONS)[number];

export interface Fallback {
  reason: FallbackReason;
  /** For people. */
  sentence: string;
}

/** What the stage found out about a candidate; null what it did not come to. */
export interface JudgedPlan {
  planId: string;
  violations: Violation[];
  features: FeatureVector | null;
  score: number | null;
  rubric: number | null;
  risk: number | null;
}

export interface TasteChoice {
  plan: RemixPlan;
  method: ChoiceMethod;
  /** Version of the model that chose. */
  modelSha256: string | null;
  /** null where the simple rules chose. */
  selection: PlanSelection | null;
  /** Largest first; they sum to the selection's margin. */
  contributions: Contribution[];
  judged: JudgedPlan[];
  /** null where the model chose as it should. */
  fallback: Fallback | null;
  times: StageTimes;
}

export interface StageTimes {
  gateMs: number;
  featuresMs: number;
  scoringMs: number;
  totalMs: number;
}

export interface StageTools {
  /** The active model; may fail, take long or be absent. */
  ranker: () => Promise<Ranker | null>;
  clock: Clock;
  breaker: Breaker;
  limitMs?: number;
}

/** By which a difference of rubrics becomes a chance: 0.05 is a clear one. */
export const RUBRIC_CALIBRATION: Calibration = { slope: 20, lapse: 0 };
const RUBRIC_INDEX = FEATURES.findIndex(({ name }) => name === 'rubric-total');

/**
 * Chooses one of the candidates that keep every hard rule; whoever chooses is given no others.
 * @throws SegueError `material-too-short` where there is none
 */
export async function chooseByTaste(
  planning: PlanningResult,
  analyses: Record<SongSide, SongAnalysis>,
  flags: TasteFlags,
  tools: StageTools,
): Promise<TasteChoice> {
  const stage = new Stage(planning, analyses, tools);
  const baseline = choosePlan(stage.allowed());
  if (!flags.tasteModel) return stage.baseline(baseline, 'switched-off');
  if (tools.breaker.state().isOpen) return stage.baseline(baseline, 'resting');
  return stage.choose(baseline);
}

/** Thrown inside the stage to give up on the model. */
class GiveUp extends Error {
  constructor(
    readonly reason: FallbackReason,
    detail: string,
  ) {
    super(detail);
  }
}

const SENTENCES: Readonly<Record<FallbackReason, string>> = {
  'switched-off': 'Ranking by taste is switched off.',
  resting: 'Ranking by taste is resting after several failures and will be tried again soon.',
  'no-model': 'There is no ranking model yet.',
  'model-failed': 'The ranking model could not be used.',
  'features-failed': 'A plan could not be described in figures.',
  'too-slow': 'Ranking took too long.',
  'all-too-poor': 'The ranking model finds none of these plans good.',
};

class Stage {
  private readonly startMs: number;
  private readonly judged: JudgedPlan[];
  private readonly times: StageTimes = { gateMs: 0, featuresMs: 0, scoringMs: 0, totalMs: 0 };

  constructor(
    private readonly planning: PlanningResult,
    private readonly analyses: Record<SongSide, SongAnalysis>,
    private readonly tools: StageTools,
  ) {
    this.startMs = tools.clock.nowMs();
    this.judged = planning.candidates.map((plan) => ({
      planId: plan.id,
      violations: checkPlan(plan, { ...this.context(plan), genre: planning.intent.genre }),
      features: null,
      score: null,
      rubric: null,
      risk: null,
    }));
    this.times.gateMs = tools.clock.nowMs() - this.startMs;
  }

  /** The planning as the simple rules may see it: the hard rules hold for them too. */
  allowed(): PlanningResult {
    const { candidates, rejected } = this.planning;
    const broken = candidates.flatMap((plan, i) => {
      const { violations } = this.judged[i];
      return violations.length > 0 ? [{ plan, violations }] : [];
    });
    return {
      ...this.planning,
      candidates: candidates.filter((_, i) => this.judged[i].violations.length === 0),
      rejected: [...broken, ...rejected],
    };
  }

  async choose(baseline: RemixPlan): Promise<TasteChoice> {
    const { breaker } = this.tools;
    try {
      const allowed = this.passed();
      this.describe(allowed);
      const choice = await this.scoreAndSelect(allowed);
      breaker.succeeded();
      return choice;
    } catch (error) {
      const { reason, message } = asGiveUp(error);
      // a model that finds nothing good, or none at all, is no failure of the machinery
      if (reason !== 'all-too-poor' && reason !== 'no-model') breaker.failed();
      return this.fallBack(baseline, reason, message);
    }
  }

  /** The choice of the simple rules. */
  baseline(plan: RemixPlan, reason: FallbackReason, detail = ''): TasteChoice {
    return {
      plan,
      method: 'baseline',
      modelSha256: null,
      selection: null,
      contributions: [],
      judged: this.judged,
      fallback: { reason, sentence: `${SENTENCES[reason]} ${detail}`.trim() },
      times: this.finishTimes(),
    };
  }

  /** Nothing that breaks a hard rule is ever chosen. */
  private passed(): JudgedPlan[] {
    return this.judged.filter(({ violations }) => violations.length === 0);
  }

  private describe(allowed: readonly JudgedPlan[]): void {
    const start = this.tools.clock.nowMs();
    for (const judged of allowed) {
      const plan = this.planOf(judged.planId);
      judged.features = extractFeatures(plan, this.context(plan), 2);
      judged.rubric = judged.features.values[RUBRIC_INDEX];
      judged.risk = planRisk(judged.features);
      if (this.leftMs() <= 0) throw new GiveUp('too-slow', '');
    }
    this.times.featuresMs = this.tools.clock.nowMs() - start;
  }

  private async scoreAndSelect(allowed: readonly JudgedPlan[]): Promise<TasteChoice> {
    const start = this.tools.clock.nowMs();
    const vectors = allowed.map(({ features }) => features as FeatureVector);
    const { ranker, scores } = await this.withinLimit(async () => {
      const found = await this.tools.ranker();
      if (found === null) throw new GiveUp('no-model', '');
      return { ranker: found, scores: await found.score(vectors) };
    });
    this.times.scoringMs = this.tools.clock.nowMs() - start;
    if (scores.length !== allowed.length || !scores.every(Number.isFinite)) {
      throw new GiveUp('model-failed', 'It gave no number.');
    }
    allowed.forEach((judged, i) => {
      judged.score = scores[i];
    });
    const { qualityFloor, sha256 } = ranker.manifest;
    if (qualityFloor !== null && scores.every((score) => score < qualityFloor)) {
      throw new GiveUp('all-too-poor', '');
    }
    const scored = allowed.map(({ planId, score, risk }) => ({
      planId,
      score: score ?? 0,
      risk: risk ?? 0,
    }));
    const selection = selectPlan(scored, calibrationOf(ranker.manifest));
    return this.choiceBy('model', selection, sha256, (chosen, runnerUp) =>
      contributionsOf(ranker, chosen, runnerUp),
    );
  }

  /** By the rubric where every plan has been described, by the simple rules otherwise. */
  private fallBack(baseline: RemixPlan, reason: FallbackReason, detail: string): TasteChoice {
    const allowed = this.passed();
    if (allowed.some(({ rubric }) => rubric === null) || reason === 'features-failed') {
      return this.baseline(baseline, reason, detail);
    }
    const scored = allowed.map(({ planId, rubric, risk }) => ({
      planId,
      score: rubric ?? 0,
      risk: risk ?? 0,
    }));
    const selection = selectPlan(scored, RUBRIC_CALIBRATION);
    return {
      ...this.choiceBy('rubric', selection, null, rubricContributions),
      fallback: { reason, sentence: `${SENTENCES[reason]} ${detail}`.trim() },
    };
  }

  private choiceBy(
    method: ChoiceMethod,
    selection: PlanSelection,
    modelSha256: string | null,
    explain: (chosen: FeatureVector, runnerUp: FeatureVector) => Contribution[],
  ): TasteChoice {
    const vector = (id: string | null) =>
      this.judged.find(({ planId }) => planId === id)?.features ?? null;
    const [chosen, runnerUp] = [vector(selection.chosenId), vector(selection.runnerUpId)];
    return {
      plan: this.planOf(selection.chosenId),
      method,
      modelSha256,
      selection,
      contributions: chosen && runnerUp ? explain(chosen, runnerUp) : [],
      judged: this.judged,
      fallback: null,
      times: this.finishTimes(),
    };
  }

  private async withinLimit<T>(work: () => Promise<T>): Promise<T> {
    const timer = this.tools.clock.wait(Math.max(0, this.leftMs()));
    const late = timer.done.then(() => {
      throw new GiveUp('too-slow', '');
    });
    try {
      return await Promise.race([work(), late]);
    } finally {
      timer.cancel();
    }
  }

  private leftMs(): number {
    const limit = this.tools.limitMs ?? STAGE_LIMIT_MS;
    return limit - (this.tools.clock.nowMs() - this.startMs);
  }

  private context(plan: RemixPlan): TasteContext {
    return {
      vocal: this.analyses[plan.vocalSong],
      instrumental: this.analyses[otherSide(plan.vocalSong)],
      intent: this.planning.intent,
    };
  }

  private planOf(id: string): RemixPlan {
    return this.planning.candidates.find((plan) => plan.id === id) ?? this.planning.candidates[0];
  }

  private finishTimes(): StageTimes {
    this.times.totalMs = this.tools.clock.nowMs() - this.startMs;
    return this.times;
  }
}

function asGiveUp(error: unknown): GiveUp {
  if (error instanceof GiveUp) return error;
  if (error instanceof FeatureFailure) return new GiveUp('features-failed', error.message);
  return new GiveUp('model-failed', reportError(error).message);
}
