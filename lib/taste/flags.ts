/** Switches of the taste stage: in the settings, and by address for a single visit. */
import type { TasteFlags, TasteSettings } from './flags-schema';

export const DEFAULT_FLAGS: TasteFlags = { tasteModel: true, experiments: {} };

/** Experiments that this version knows; others may be set by address and are logged, and change nothing. */
export const EXPERIMENTS = {
  ab_ear_reranking: {
    title: 'Listen to the two best where they are close',
    meaning:
      'Where the model can hardly tell its two best plans apart, a few bars of both are rendered and the choice is made again by their sound. Takes some seconds more.',
  },
} as const satisfies Record<string, { title: string; meaning: string }>;
export type Experiment = keyof typeof EXPERIMENTS;

export const DEFAULT_TASTE_SETTINGS: TasteSettings = { flags: DEFAULT_FLAGS, restMinutes: 10 };

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
