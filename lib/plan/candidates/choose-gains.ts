/** Gains of a section's stems. They are musical: the renderer first brings both songs to one loudness. */
import type { StemName } from '@/lib/music/stem-names';
import type { PromptIntent } from '../intent/prompt-intent';
import { genreRules } from '../rules/genres';
import { BARE_BREAKDOWN_GAIN_DB, GAIN_RANGE_DB, SECTION_RULES } from '../rules/section-rules';
import type { Knobs } from './knobs';
import type { ShapedSlot } from './shape';

/** What a prominent or rare voice adds to every section's level. */
const PROMINENCE_DB = { prominent: 2, little: -2 } as const;
/** A voice that is a texture lies in the music, not on top of it. */
const TEXTURE_DB = -3;
/** Instruments at energy 1 and 0 stand so far apart: a breakdown at 0.2 lies 12 dB under a chorus. */
const ENERGY_RANGE_DB = 15;
/** Calm material is raised towards its section's level by at most this. */
const MOST_RAISE_DB = 6;

/** Gain of the voice in a section. */
export function vocalGainDb(slot: ShapedSlot, intent: PromptIntent, knobs: Knobs): number {
  const prominence = intent.vocalProminence === null ? 0 : PROMINENCE_DB[intent.vocalProminence];
  const wish = intent.stemGainDb.vocals ?? 0;
  const placement = genreRules(intent.genre).voice === 'texture' ? TEXTURE_DB : 0;
  return clampGain(
    SECTION_RULES[slot.label].vocalGainDb + knobs.vocalGainDeltaDb + prominence + placement + wish,
  );
}

/**
 * Gain that a section's instruments share: the rules' where the material is as loud as a chorus, more
 * where it is calm already and would sink below what the section's energy asks for. `sourceLevelDb` is
 * the level of the stems that sound under the song's loudest phrase.
 */
export function instrumentGainDb(slot: ShapedSlot, sourceLevelDb: number): number {
  const isBare = slot.label === 'breakdown' && slot.voice === 'none';
  const ruleDb = isBare ? BARE_BREAKDOWN_GAIN_DB : SECTION_RULES[slot.label].instrumentGainDb;
  const energy = Math.max(...slot.energy);
  const wantedDb = -ENERGY_RANGE_DB * (1 - energy);
  const missingDb = wantedDb - (ruleDb + sourceLevelDb);
  return ruleDb + Math.round(Math.min(MOST_RAISE_DB, Math.max(0, missingDb)));
}

/** Gain of one instrument with what the sentence asked for. */
export function stemGainDb(stem: StemName, sharedDb: number, intent: PromptIntent): number {
  return clampGain(sharedDb + (intent.stemGainDb[stem] ?? 0));
}

function clampGain(gainDb: number): number {
  return Math.min(GAIN_RANGE_DB.highest, Math.max(GAIN_RANGE_DB.lowest, gainDb));
}
