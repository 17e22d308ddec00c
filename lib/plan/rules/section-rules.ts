/**
 * Sections: their levels and possible lengths. Source: the mixing rules (sections), in the middle of the
 * ranges given there.
 */
import type { SectionLabel } from '@/lib/music/section-labels';

export interface SectionRules {
  /** Lengths in bars that a section may take; two bars only where two bars are whole groups of 4 beats. */
  bars: readonly number[];
  vocalGainDb: number;
  /** With the voice, and where a breakdown has none. */
  instrumentGainDb: number;
}

export const SECTION_RULES: Readonly<Record<SectionLabel, SectionRules>> = {
  intro: { bars: [2, 4, 8, 16], vocalGainDb: 0, instrumentGainDb: -4 },
  verse: { bars: [4, 8, 12, 16, 24, 32], vocalGainDb: 0, instrumentGainDb: -4 },
  build: { bars: [2, 4, 8, 16], vocalGainDb: 1, instrumentGainDb: -2 },
  chorus: { bars: [4, 8, 12, 16, 24, 32], vocalGainDb: 2.5, instrumentGainDb: 0 },
  bridge: { bars: [4, 8, 16], vocalGainDb: 0, instrumentGainDb: -6 },
  breakdown: { bars: [2, 4, 8, 16], vocalGainDb: 0, instrumentGainDb: -12 },
  drop: { bars: [4, 8, 12, 16, 24, 32], vocalGainDb: 2, instrumentGainDb: 0 },
  outro: { bars: [2, 4, 8, 16], vocalGainDb: -3, instrumentGainDb: -5 },
};

/** A breakdown without the voice must not fall silent. */
export const BARE_BREAKDOWN_GAIN_DB = -6;
/** No stem is set outside these gains. */
export const GAIN_RANGE_DB = { lowest: -24, highest: 6 } as const;

/** How long a remix is where nothing was asked for. */
export const DEFAULT_LENGTH_SECONDS = { shortest: 60, longest: 120 } as const;
/** A wished length is met within this share. */
export const LENGTH_TOLERANCE = 0.08;
