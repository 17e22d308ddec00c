/** Switches of the taste stage: in the settings, and by address for a single visit. */
import { z } from 'zod';

export const tasteFlagsSchema = z.object({
  /** Whether a model chooses; otherwise the simple rules do. */
  tasteModel: z.boolean(),
  /** Experiments by name, `ab_…`; all that are set travel into logs and training data. */
  experiments: z.record(z.string().regex(/^ab_[a-z0-9_]+$/), z.boolean()),
});
export type TasteFlags = z.infer<typeof tasteFlagsSchema>;

export const DEFAULT_FLAGS: TasteFlags = { tasteModel: true, experiments: {} };

const TASTE_PARAMETER = 'taste';
const EXPERIMENT = /^ab_[a-z0-9_]+$/;
const ON = ['on', 'true', '1'];
const OFF = ['off', 'false', '0'];

/** Flags with what an address says on top: `?taste=off&ab_reranking=on`. What is not understood is left out. */
export function flagsFromQuery(
  query: URLSearchParams,
  flags: TasteFlags = DEFAULT_FLAGS,
): TasteFlags {
  const result = { ...flags, experiments: { ...flags.experiments } };
  for (const [name, value] of query) {
    const isOn = ON.includes(value);
    if (!isOn && !OFF.includes(value)) continue;
    if (name === TASTE_PARAMETER) result.tasteModel = isOn;
    if (EXPERIMENT.test(name)) result.experiments[name] = isOn;
  }
  return result;
}
