/** A listening test's protocol: everything that will be shown, written down before the first pair. */
import { z } from 'zod';
import { CONTESTANTS, PAIR_KINDS } from '../pairwise-label';

/** @see LABEL_VERSION */
export const PROTOCOL_VERSION = 1;

const sideSchema = z.object({
  planId: z.string().min(1),
  family: z.string(),
  chosenBy: z.enum(CONTESTANTS).nullable(),
});

export const scheduledPairSchema = z.object({
  index: z.number().int().nonnegative(),
  kind: z.enum(PAIR_KINDS),
  /** Index of the pair that this one shows again. */
  repeats: z.number().int().nonnegative().nullable(),
  requestId: z.string().min(1),
  a: sideSchema,
  b: sideSchema,
  /** The ranker's chance that A wins; null where none was asked. */
  predicted: z.number().min(0).max(1).nullable(),
});

export const CALIBRATION_LEVELS = ['bad', 'middle', 'good'] as const;
export type CalibrationLevel = (typeof CALIBRATION_LEVELS)[number];

/** An example heard before the first pair, so that all raters mean the same by bad and good. */
export const calibrationSchema = z.object({
  level: z.enum(CALIBRATION_LEVELS),
  requestId: z.string().min(1),
  planId: z.string().min(1),
});

export const PURPOSES = ['training', 'model-vs-baseline'] as const;

export const protocolSchema = z.object({
  schema: z.literal(PROTOCOL_VERSION),
  seed: z.number().int(),
  purpose: z.enum(PURPOSES),
  rater: z.string().min(1),
  /** Version of the ranker that chose uncertain pairs, or is set against the baseline; null without one. */
  modelVersion: z.string().nullable(),
  calibration: z.array(calibrationSchema),
  pairs: z.array(scheduledPairSchema).min(1),
});

export type ScheduledPair = z.infer<typeof scheduledPairSchema>;
export type Calibration = z.infer<typeof calibrationSchema>;
export type Protocol = z.infer<typeof protocolSchema>;
export type Purpose = (typeof PURPOSES)[number];
