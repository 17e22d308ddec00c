/** All that is measured of a ranker on answers that it has not seen. Source: taste plan, offline metrics. */
import type { ScoreModel } from '@/lib/onnx/trees/tree-ensemble';
import type { FeatureTier } from '@/lib/taste/features/feature';
import type { Calibration } from '@/lib/taste/ranker/calibration';
import type { TrainingExample } from '../examples/training-example';
import { type CalibrationReport, calibrationReport } from './calibration-curve';
import { type JudgedExample, judgeExamples } from './judged-example';
import { accuracyBy, pairAccuracy, type Share } from './pair-accuracy';
import { type WatchedFeature, watchedCorrelations } from './reward-hacking';
import { type TopOneReport, topOneReport } from './top-one';

export interface RankerReport {
  /** All held-out answers, and those of people alone: the two are never mixed up. */
  all: Share;
  people: Share;
  bySource: Record<string, Share>;
  byGenre: Record<string, Share>;
  /** Spoilt or broken plans by what was done to them. */
  byKind: Record<string, Share>;
  /** Largest less smallest accuracy over the genres with at least {@link GENRE_LEAST} answers. */
  genreSpread: number | null;
  topOne: TopOneReport;
  /** Of people's answers where there are any. */
  calibration: CalibrationReport;
  correlations: Record<WatchedFeature, number | null>;
}

/** Fewer answers say nothing about a genre. */
export const GENRE_LEAST = 20;

/** @throws SegueError `manifest-mismatch` */
export function evaluateRanker(
  { model, tier, calibration }: { model: ScoreModel; tier: FeatureTier; calibration: Calibration },
  examples: readonly TrainingExample[],
): RankerReport {
  const judged = judgeExamples(examples, model, tier);
  const people = judged.filter(({ example }) => example.source === 'human');
  const byGenre = accuracyBy(judged, ({ example }) => example.genre);
  return {
    all: pairAccuracy(judged),
    people: pairAccuracy(people),
    bySource: accuracyBy(judged, ({ example }) => example.source),
    byGenre,
    byKind: accuracyBy(judged, ({ example }) => example.kind),
    genreSpread: spread(Object.values(byGenre)),
    topOne: topOneReport(orAll(people, judged)),
    calibration: calibrationReport(orAll(people, judged), calibration),
    correlations: watchedCorrelations(judged),
  };
}

function orAll(people: JudgedExample[], all: JudgedExample[]): JudgedExample[] {
  return people.length > 0 ? people : all;
}

function spread(genres: readonly Share[]): number | null {
  const shares = genres.flatMap(({ count, share }) =>
    count >= GENRE_LEAST && share !== null ? [share] : [],
  );
  return shares.length < 2 ? null : Math.max(...shares) - Math.min(...shares);
}
