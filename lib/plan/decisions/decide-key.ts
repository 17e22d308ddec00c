/** How the two keys are brought together: the smallest shift of the voice that makes them fit. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { camelotCode, camelotRelation, type Key, keyName, transposeKey } from '@/lib/music/key';
import type { KeyDecision } from '../remix-plan';
import { KEY_CONFIDENCE_FLOOR, MAX_SHIFT_SEMITONES } from '../rules/key-rules';

/**
 * Decides the shift of the voice in semitones: 0 where the keys already stand in a safe relation (same
 * code, same number, or one step on the Camelot wheel), where either key is uncertain, or where more
 * than four semitones would be needed.
 */
export function decideKey(vocal: SongAnalysis, instrumental: SongAnalysis): KeyDecision {
  const keep = (reason: string): KeyDecision => ({ vocalSemitones: 0, reason });
  const unsure = [vocal, instrumental].filter((song) => song.key.confidence < KEY_CONFIDENCE_FLOOR);
  if (unsure.length > 0) {
    const which = unsure.length === 2 ? 'Neither key is' : `${nameWithCode(unsure[0].key)} is not`;
    const percent = Math.round(Math.min(...unsure.map((song) => song.key.confidence)) * 100);
    return keep(`${which} certain (${percent} %), so the voice keeps its pitch.`);
  }
  const pair = `${nameWithCode(vocal.key)} over ${nameWithCode(instrumental.key)}`;
  if (isSafe(vocal.key, instrumental.key)) return keep(`${pair}: the keys fit as they are.`);
  const shift = smallestSafeShift(vocal.key, instrumental.key);
  if (shift === null) {
    return keep(
      `${pair}: no shift of up to ${MAX_SHIFT_SEMITONES} semitones makes the keys fit, so the voice keeps its pitch.`,
    );
  }
  const shifted = transposeKey(vocal.key, shift);
  const count = Math.abs(shift);
  const steps = `${count} semitone${count === 1 ? '' : 's'} ${shift > 0 ? 'up' : 'down'}`;
  return {
    vocalSemitones: shift,
    reason: `${pair}: voice ${steps} to ${nameWithCode(shifted)}, ${relationName(shifted, instrumental.key)}.`,
  };
}

/** Same code, same number with the other letter, or one step in the same letter. */
export function isSafe(one: Key, other: Key): boolean {
  const { steps, crossesMode } = camelotRelation(one, other);
  return steps === 0 || (steps === 1 && !crossesMode);
}

/** The nearest safe shift; of two equally near the better relation, then the one down. */
function smallestSafeShift(vocal: Key, instrumental: Key): number | null {
  for (let size = 1; size <= MAX_SHIFT_SEMITONES; size++) {
    const safe = [-size, size].filter((shift) => isSafe(transposeKey(vocal, shift), instrumental));
    if (safe.length === 0) continue;
    return safe.sort((x, y) => stepsAfter(x) - stepsAfter(y))[0];
  }
  return null;

  function stepsAfter(shift: number): number {
    return camelotRelation(transposeKey(vocal, shift), instrumental).steps;
  }
}

function relationName(one: Key, other: Key): string {
  const { steps, crossesMode } = camelotRelation(one, other);
  if (steps === 1) return 'a neighbour on the wheel';
  return crossesMode ? 'its relative' : 'the same key';
}

function nameWithCode(key: Key): string {
  return `${keyName(key)} (${camelotCode(key)})`;
}
