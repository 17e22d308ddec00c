/** Examples with what a model says of them: what every measure of a ranker is made from. */
import { type ScoreModel, scoreRow } from '@/lib/onnx/trees/tree-ensemble';
import type { FeatureTier } from '@/lib/taste/features/feature';
import { projectVector } from '@/lib/taste/features/manifest';
import type { TrainingExample } from '../examples/training-example';

export interface JudgedExample {
  example: TrainingExample;
  scoreA: number;
  scoreB: number;
}

/** @throws SegueError `manifest-mismatch` */
export function judgeExamples(
  examples: readonly TrainingExample[],
  model: ScoreModel,
  tier: FeatureTier,
): JudgedExample[] {
  const known = new Map<string, number>();
  const score = ({ requestId, manifest }: TrainingExample, plan: string, values: number[]) => {
    const key = `${requestId}\u0000${plan}\u0000${manifest}`;
    const found = known.get(key) ?? scoreRow(model, projectVector({ manifest, values }, tier));
    known.set(key, found);
    return found;
  };
  return examples.map((example) => ({
    example,
    scoreA: score(example, example.planA, example.featuresA),
    scoreB: score(example, example.planB, example.featuresB),
  }));
}

/** 1 where the model puts the preferred plan first, 0 where it does not, 0.5 where it cannot tell. */
export function isRight({ example, scoreA, scoreB }: JudgedExample): number {
  if (scoreA === scoreB) return 0.5;
  return scoreA > scoreB === (example.winner === 'a') ? 1 : 0;
}

export function isDecided({ example }: JudgedExample): boolean {
  return example.winner !== 'tie';
}
