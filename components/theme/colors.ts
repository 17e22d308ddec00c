/**
 * Every colour of the studio, with what it means. A meaning has one colour everywhere; a letter, an icon
 * or a pattern always goes with it. Contrast and distance under colour-blindness are kept by a test.
 */
import type { SectionLabel } from '@/lib/music/section-labels';
import type { SongSide, StemName } from '@/lib/music/stem-names';

export const COLORS = {
  background: '#0a0d13',
  surface: '#11161f',
  surfaceRaised: '#19202c',
  /** Where sound is drawn: below the page. */
  well: '#070a0f',
  hairline: '#252e3d',
  /** Borders of what can be typed or clicked into. */
  border: '#5d6b80',
  text: '#e9edf5',
  textMuted: '#a3afc1',
  /** The one main thing to press, and focus. */
  primary: '#eef2fa',
  primaryText: '#0b0f16',
  focus: '#ffffff',

  vocals: '#ff86c8',
  drums: '#ffc62e',
  bass: '#8a6bff',
  other: '#0b9488',

  songA: '#5aa9ff',
  songB: '#ff9a4d',

  warning: '#ffe27a',
  failure: '#ff6161',
  success: '#6fe3b0',

  bandLow: '#3f5bb5',
  bandMid: '#7fa8cf',
  bandHigh: '#f2f6ff',
} as const;

export type ColorName = keyof typeof COLORS;

export const STEM_COLORS: Record<StemName, string> = {
  vocals: COLORS.vocals,
  drums: COLORS.drums,
  bass: COLORS.bass,
  other: COLORS.other,
};

export const SONG_COLORS: Record<SongSide, string> = { a: COLORS.songA, b: COLORS.songB };

/** Energy from cool to warm, at 0, 1/3, 2/3 and 1; dark enough for light text on every step. */
const ENERGY_STOPS = [
  [38, 56, 104],
  [30, 98, 120],
  [138, 98, 38],
  [168, 62, 44],
] as const;

/** Fill of a block of the given energy, 0 to 1. */
export function energyColor(energy: number): string {
  const position = Math.min(Math.max(energy, 0), 1) * (ENERGY_STOPS.length - 1);
  const index = Math.min(Math.floor(position), ENERGY_STOPS.length - 2);
  const share = position - index;
  const mix = ENERGY_STOPS[index].map((from, channel) =>
    Math.round(from + (ENERGY_STOPS[index + 1][channel] - from) * share),
  );
  return `rgb(${mix.join(' ')})`;
}

/** One or two letters for a block that is too narrow for its label. */
export const SECTION_LETTERS: Record<SectionLabel, string> = {
  intro: 'In',
  verse: 'V',
  build: 'Bu',
  chorus: 'C',
  bridge: 'Br',
  breakdown: 'Bd',
  drop: 'D',
  outro: 'Out',
};

/** The colours as custom properties, for style sheets: `--color-text-muted`. */
export function colorVariables(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(COLORS).map(([name, value]) => [
      `--color-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      value,
    ]),
  );
}
