/** How far corrections may go. */

/** Tempi that a grid can be set to. */
export const TEMPO_RANGE_BPM = { min: 20, max: 400 } as const;
/** Beats of a bar that a grid can be set to. */
export const BEATS_PER_BAR_RANGE = { min: 2, max: 12 } as const;
/** More taps than this say nothing more. */
export const MOST_TAPS = 512;
