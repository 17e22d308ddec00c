/** Keys: when a voice is shifted and how far. Source: the mixing rules (key) and the known traps. */

/** Key detectors are often 40 to 60 % sure of a wrong key: below this no pitch is touched. */
export const KEY_CONFIDENCE_FLOOR = 0.6;
/** A voice shifted further is rejected, not clamped. */
export const MAX_SHIFT_SEMITONES = 4;
