/** Gains of a section's stems. They are musical: the renderer first brings both songs to one loudness. */
import type { StemName } from '@/lib/music/stem-names';
import type { PromptIntent } from '../intent/prompt-intent';
import { BARE_BREAKDOWN_GAIN_DB, GAIN_RANGE_DB, SECTION_RULES } from '../rules/section-rules';
import type { Knobs } from './knobs';
import type { ShapedSlot } from './shape';

/** Even calm material steps back so far in a breakdown. */
const LEAST_BREAKDOWN_CUT_DB = -3;
/** What a prominent or rare voice adds to every section's level. */
const PROMINENCE_DB = { prominent: 2, little: -2 } as const;

/** Gain of a stem; `sourceLevelDb` is the material's level under its song's loudest phrase. */
export function chooseGainDb(
  stem: StemName,
  slot: ShapedSlot,
  sourceLevelDb: number,
  intent: PromptIntent,
  knobs: Knobs,
): number {
  const rules = SECTION_RULES[slot.label];
  const wish = intent.stemGainDb[stem] ?? 0;
  if (stem === 'vocals') {
    const prominence = intent.vocalProminence === null ? 0 : PROMINENCE_DB[intent.vocalProminence];
    return clampGain(rules.vocalGainDb + knobs.vocalGainDeltaDb + prominence + wish);
  }
  return clampGain(instrumentGainDb(slot, sourceLevelDb) + wish);
}

/** A breakdown's level is meant under a chorus: material that is calm already is lowered by less. */
function instrumentGainDb(slot: ShapedSlot, sourceLevelDb: number): number {
  const { instrumentGainDb: gainDb } = SECTION_RULES[slot.label];
  if (slot.label !== 'breakdown') return gainDb;
  const wanted = slot.voice === 'none' ? BARE_BREAKDOWN_GAIN_DB : gainDb;
  return Math.round(Math.min(LEAST_BREAKDOWN_CUT_DB, Math.max(wanted, wanted - sourceLevelDb)));
}

function clampGain(gainDb: number): number {
  return Math.min(GAIN_RANGE_DB.highest, Math.max(GAIN_RANGE_DB.lowest, gainDb));
}
