/** How grooves go together. Source: the mixing rules (mixing, kick patterns). */
import type { Groove } from '@/lib/analysis/song-analysis';

type KickPattern = Groove['kickPattern'];

/** How well a voice written over one pattern sits on another, 0 to 1; the same pattern fits best. */
export const KICK_FIT: Readonly<Record<KickPattern, Readonly<Record<KickPattern, number>>>> = {
  regular: { regular: 1, syncopated: 0.75, breakbeat: 0.6, polyrhythmic: 0.4, none: 0.7 },
  syncopated: { regular: 0.75, syncopated: 1, breakbeat: 0.75, polyrhythmic: 0.6, none: 0.7 },
  breakbeat: { regular: 0.6, syncopated: 0.75, breakbeat: 1, polyrhythmic: 0.6, none: 0.7 },
  polyrhythmic: { regular: 0.4, syncopated: 0.6, breakbeat: 0.6, polyrhythmic: 1, none: 0.6 },
  none: { regular: 0.7, syncopated: 0.7, breakbeat: 0.7, polyrhythmic: 0.6, none: 0.7 },
};

/** A song whose groove has not been measured is taken to be straight, tight and plain. */
export const UNMEASURED_GROOVE: Groove = {
  onsetOffsetMedianMs: 0,
  onsetOffsetIqrMs: 12,
  swingRatio: 0.5,
  kickPattern: 'none',
  accentBySixteenth: [],
};
