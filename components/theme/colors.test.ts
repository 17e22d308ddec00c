import { describe, expect, it } from 'vitest';
import { COLORS, type ColorName, energyColor } from './colors';

type Rgb = readonly number[];

const channels = (color: string): Rgb =>
  color.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    : (color.match(/\d+/g) ?? []).map((value) => Number(value) / 255);

const linear = (color: Rgb): Rgb =>
  color.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));

/** WCAG 2.2 contrast ratio. */
function contrast(one: string, other: string): number {
  const [lighter, darker] = [one, other]
    .map((color) => {
      const [r, g, b] = linear(channels(color));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const VISIONS = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deuteranopia: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  tritanopia: [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
  ],
};

/** CIELAB of a colour as seen with the given vision (D65). */
function lab(color: string, vision: readonly number[]): Rgb {
  const seen = linear(channels(color));
  const [r, g, b] = [0, 3, 6].map((row) =>
    Math.min(
      1,
      Math.max(0, vision[row] * seen[0] + vision[row + 1] * seen[1] + vision[row + 2] * seen[2]),
    ),
  );
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (841 / 108) * t + 4 / 29);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function distance(one: string, other: string, vision: readonly number[]): number {
  const [p, q] = [lab(one, vision), lab(other, vision)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

/** Twice what is easily told apart side by side (CIE76). */
const CLEARLY_DIFFERENT = 20;

const GROUPS: ColorName[][] = [
  ['vocals', 'drums', 'bass', 'other'],
  ['songA', 'songB'],
  ['warning', 'failure', 'success'],
  ['bandLow', 'bandMid', 'bandHigh'],
];

describe('colours', () => {
  it.each(['background', 'surface', 'surfaceRaised'] as const)(
    'text is readable on %s',
    (ground) => {
      for (const ink of [
        'text',
        'textMuted',
        'songA',
        'songB',
        'warning',
        'failure',
        'success',
      ] as const) {
        expect(contrast(COLORS[ink], COLORS[ground]), ink).toBeGreaterThanOrEqual(4.5);
      }
      for (const mark of ['vocals', 'drums', 'bass', 'other', 'border', 'focus'] as const) {
        expect(contrast(COLORS[mark], COLORS[ground]), mark).toBeGreaterThanOrEqual(3);
      }
    },
  );

  it('the label of a section is readable at every energy', () => {
    for (let energy = 0; energy <= 1; energy += 0.05) {
      expect(contrast(COLORS.text, energyColor(energy)), `${energy}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(COLORS.primaryText, COLORS.primary)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(VISIONS))('meanings can be told apart with %s', (_, vision) => {
    for (const group of GROUPS) {
      for (const one of group) {
        for (const other of group) {
          if (one >= other) continue;
          const far = distance(COLORS[one], COLORS[other], vision);
          expect(far, `${one} and ${other}`).toBeGreaterThanOrEqual(CLEARLY_DIFFERENT);
        }
      }
    }
  });
});
