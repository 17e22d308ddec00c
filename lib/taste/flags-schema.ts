/** What can be set of the taste stage, checked where it comes from outside. */
import { z } from 'zod';

export const tasteFlagsSchema = z.object({
  /** Whether a model chooses; otherwise the simple rules do. */
  tasteModel: z.boolean(),
  /** Experiments by name, `ab_…`; all that are set travel into logs and training data. */
  experiments: z.record(z.string().regex(/^ab_[a-z0-9_]+$/), z.boolean()),
});
export type TasteFlags = z.infer<typeof tasteFlagsSchema>;

/** What a listener has set of the taste stage. */
export const tasteSettingsSchema = z.object({
  flags: tasteFlagsSchema,
  /** After several failures in a row the stage rests for so long. */
  restMinutes: z
    .number()
    .min(1)
    .max(24 * 60),
});
export type TasteSettings = z.infer<typeof tasteSettingsSchema>;
