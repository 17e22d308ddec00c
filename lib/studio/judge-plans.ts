/** The plans of a remix as the ranking in use sees them: in figures, in scores, and why one is above another. */
import { readTrees } from '@/lib/onnx/trees/read-trees';
import { type ScoreModel, scoreRow } from '@/lib/onnx/trees/tree-ensemble';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import type { SongStore } from '@/lib/store/song-store';
import type { FeatureTier } from '@/lib/taste/features/feature';
import { FEATURES } from '@/lib/taste/features/feature-table';
import { type FeatureVector, projectVector, tierOfManifest } from '@/lib/taste/features/manifest';
import { type Calibration, calibrationOf, winProbability } from '@/lib/taste/ranker/calibration';
import type { StoredModel } from '@/lib/taste/ranker/ranker';
import {
  type Contribution,
  contributionsOf,
  rubricContributions,
} from '@/lib/taste/selection/contributions';
import { planRisk } from '@/lib/taste/selection/plan-risk';
import { RUBRIC_CALIBRATION } from '@/lib/taste/selection/taste-stage';
import { knownSongs } from './known-songs';
import { intentOf, planFeatures } from './plan-features';

export interface JudgeRequest {
  remix: Pick<RemixRecord, 'songs' | 'intent' | 'prompt'>;
  plans: readonly RemixPlan[];
  /** The plan that is explained, against the best of its rivals. */
  planId: string;
  rivalIds: readonly string[];
}

/** One plan, judged. */
export interface PlanVerdict {
  planId: string;
  /** Higher is better; comparable within one judgement only. */
  score: number;
  /** 0 to 1. */
  risk: number;
  /** The features in the order of the feature table. */
  values: number[];
}

/** Why a plan stands above its best rival, or below it. */
export interface Comparison {
  planId: string;
  rivalId: string;
  /** Score of the plan less its rival's; the contributions sum to it. */
  margin: number;
  /** Calibrated chance that the plan is preferred. */
  probability: number;
  contributions: Contribution[];
}

export interface Judgement {
  /** The rubric where no model fits the features of today. */
  method: 'model' | 'rubric';
  /** By which differences of scores become chances. */
  calibration: Calibration;
  verdicts: PlanVerdict[];
  /** null where there is no rival. */
  comparison: Comparison | null;
}

interface Trees {
  model: ScoreModel;
  tier: FeatureTier;
  calibration: Calibration;
}

const RUBRIC_INDEX = FEATURES.findIndex(({ name }) => name === 'rubric-total');

/**
 * Judges plans by the model in use, or by the rubric.
 * @throws SegueError `storage-unavailable` where one of the songs is gone
 * @throws FeatureFailure where a feature is not a finite number
 */
export async function judgePlans(
  store: SongStore,
  stored: StoredModel | null,
  { remix, plans, planId, rivalIds }: JudgeRequest,
): Promise<Judgement> {
  const songs = await knownSongs(store, remix.songs);
  const intent = intentOf(remix, songs);
  const vectors = new Map(plans.map((plan) => [plan.id, planFeatures(plan, songs, intent)]));
  const trees = stored && readModel(stored);
  const calibration = trees?.calibration ?? RUBRIC_CALIBRATION;
  const scoreOf = (vector: FeatureVector) =>
    trees ? scoreRow(trees.model, projectVector(vector, trees.tier)) : vector.values[RUBRIC_INDEX];
  const verdicts = [...vectors].map(([id, vector]) => ({
    planId: id,
    score: scoreOf(vector),
    risk: planRisk(vector),
    values: vector.values,
  }));
  return {
    method: trees ? 'model' : 'rubric',
    calibration,
    verdicts,
    comparison: compare(verdicts, vectors, trees, calibration, planId, rivalIds),
  };
}

function readModel({ bytes, manifest }: StoredModel): Trees | null {
  const tier = tierOfManifest(manifest.features.hash);
  if (tier === null) return null;
  return { model: readTrees(bytes), tier, calibration: calibrationOf(manifest) };
}

function compare(
  verdicts: readonly PlanVerdict[],
  vectors: ReadonlyMap<string, FeatureVector>,
  trees: Trees | null,
  calibration: Calibration,
  planId: string,
  rivalIds: readonly string[],
): Comparison | null {
  const mine = verdicts.find((one) => one.planId === planId);
  const [rival] = verdicts
    .filter((one) => one.planId !== planId && rivalIds.includes(one.planId))
    .sort((one, other) => other.score - one.score);
  const [vector, other] = [vectors.get(planId), vectors.get(rival?.planId ?? '')];
  if (!mine || !rival || !vector || !other) return null;
  const margin = mine.score - rival.score;
  return {
    planId,
    rivalId: rival.planId,
    margin,
    probability: winProbability(margin, calibration),
    contributions: trees
      ? contributionsOf(trees, vector, other)
      : rubricContributions(vector, other),
  };
}
