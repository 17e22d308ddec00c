/** One answer as the ranker learns from it: two plans in figures, which was better, and how far to trust it. */
import { z } from 'zod';

/** Who answered: a person, a rule that was broken on purpose or not, or the rubric. */
export const EXAMPLE_SOURCES = ['human', 'negative', 'heuristic'] as const;
export type ExampleSource = (typeof EXAMPLE_SOURCES)[number];

export const trainingExampleSchema = z.object({
  /** Examples of one request stay together in every split. */
  requestId: z.string().min(1),
  planA: z.string().min(1),
  planB: z.string().min(1),
  /** Hash of the feature manifest of both vectors. */
  manifest: z.string().min(1),
  featuresA: z.array(z.number()),
  featuresB: z.array(z.number()),
  winner: z.enum(['a', 'b', 'tie']),
  source: z.enum(EXAMPLE_SOURCES),
  confidence: z.enum(['low', 'medium', 'high']),
  genre: z.string().nullable(),
  /** What was done to the losing plan, where it was spoilt on purpose. */
  kind: z.string().nullable(),
});
export type TrainingExample = z.infer<typeof trainingExampleSchema>;

/** Source: taste plan, label source mixing and quality controls. */
export const SOURCE_WEIGHTS: Readonly<Record<ExampleSource, number>> = {
  human: 1,
  negative: 0.5,
  heuristic: 0.2,
};
export const CONFIDENCE_WEIGHTS: Readonly<Record<TrainingExample['confidence'], number>> = {
  high: 1,
  medium: 0.7,
  low: 0.4,
};

/** How much an example counts in training. */
export function exampleWeight({
  source,
  confidence,
}: Pick<TrainingExample, 'source' | 'confidence'>): number {
  return SOURCE_WEIGHTS[source] * CONFIDENCE_WEIGHTS[confidence];
}
