/** What is known of a ranking model besides its file: what it was learnt from, and on which features. */
import { z } from 'zod';
import { featureManifestSchema } from '../features/manifest';

export const MODEL_MANIFEST_VERSION = 1;

/** What a model's answers stand on: the rules alone, people's answers too, or somebody else's training. */
export const MODEL_ORIGINS = ['heuristic', 'labels', 'imported'] as const;

export const modelManifestSchema = z.object({
  schema: z.literal(MODEL_MANIFEST_VERSION),
  title: z.string().min(1),
  origin: z.enum(MODEL_ORIGINS),
  /** Of the ONNX file; also the model's name in logs. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  features: featureManifestSchema,
  /**
   * P(one plan before another) is a logistic of this times the difference of their scores, drawn in on either
   * side by the lapse; none where that is left out.
   */
  calibrationSlope: z.number().positive().finite(),
  calibrationLapse: z.number().min(0).lt(0.5).optional(),
  /** Plans that all score below it are left to the rules; null = none is too low. */
  qualityFloor: z.number().finite().nullable(),
  /** How many answers it was trained on, by source. */
  answers: z.object({
    human: z.number().int().nonnegative(),
    negative: z.number().int().nonnegative(),
    heuristic: z.number().int().nonnegative(),
  }),
  /** Figures on held-out answers, by name. */
  metrics: z.record(z.string(), z.number().nullable()),
  /** Share of each feature in what the trees ask; empty where unknown. */
  importance: z.record(z.string(), z.number().nonnegative()),
  /** What it takes to make it again; null for an imported model. */
  training: z
    .object({
      configHash: z.string(),
      dataHash: z.string(),
      seed: z.number().int(),
      settings: z.record(z.string(), z.number()),
    })
    .nullable(),
});

export type ModelManifest = z.infer<typeof modelManifestSchema>;
