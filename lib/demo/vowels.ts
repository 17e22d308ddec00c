/** Vowels and consonants of the sung voice. */

/** A formant: its place, its level relative to the first, its width. */
export interface Formant {
  hz: number;
  db: number;
  bandwidthHz: number;
}

export const VOWELS = ['a', 'e', 'i', 'o', 'u'] as const;
export type Vowel = (typeof VOWELS)[number];
export const REGISTERS = ['soprano', 'alto', 'tenor'] as const;
export type Register = (typeof REGISTERS)[number];

const formants = (hz: number[], db: number[], bandwidthHz: number[]): Formant[] =>
  hz.map((value, index) => ({ hz: value, db: db[index], bandwidthHz: bandwidthHz[index] }));

/** Source: the table of measured sung formants in the Csound manual, appendix "Formant values". */
export const FORMANTS: Record<Register, Record<Vowel, Formant[]>> = {
  soprano: {
    a: formants([800, 1150, 2900, 3900, 4950], [0, -6, -32, -20, -50], [80, 90, 120, 130, 140]),
    e: formants([350, 2000, 2800, 3600, 4950], [0, -20, -15, -40, -56], [60, 100, 120, 150, 200]),
    i: formants([270, 2140, 2950, 3900, 4950], [0, -12, -26, -26, -44], [60, 90, 100, 120, 120]),
    o: formants([450, 800, 2830, 3800, 4950], [0, -11, -22, -22, -50], [70, 80, 100, 130, 135]),
    u: formants([325, 700, 2700, 3800, 4950], [0, -16, -35, -40, -60], [50, 60, 170, 180, 200]),
  },
  alto: {
    a: formants([800, 1150, 2800, 3500, 4950], [0, -4, -20, -36, -60], [80, 90, 120, 130, 140]),
    e: formants([400, 1600, 2700, 3300, 4950], [0, -24, -30, -35, -60], [60, 80, 120, 150, 200]),
    i: formants([350, 1700, 2700, 3700, 4950], [0, -20, -30, -36, -60], [50, 100, 120, 150, 200]),
    o: formants([450, 800, 2830, 3500, 4950], [0, -9, -16, -28, -55], [70, 80, 100, 130, 135]),
    u: formants([325, 700, 2530, 3500, 4950], [0, -12, -30, -40, -64], [50, 60, 170, 180, 200]),
  },
  tenor: {
    a: formants([650, 1080, 2650, 2900, 3250], [0, -6, -7, -8, -22], [80, 90, 120, 130, 140]),
    e: formants([400, 1700, 2600, 3200, 3580], [0, -14, -12, -14, -20], [70, 80, 100, 120, 120]),
    i: formants([290, 1870, 2800, 3250, 3540], [0, -15, -18, -20, -30], [40, 90, 100, 120, 120]),
    o: formants([400, 800, 2600, 2800, 3000], [0, -10, -12, -12, -26], [70, 80, 100, 130, 135]),
    u: formants([350, 600, 2700, 2900, 3300], [0, -20, -17, -14, -26], [40, 60, 100, 120, 120]),
  },
};

/** How a syllable begins. */
export interface Consonant {
  /** Length before the vowel speaks. */
  seconds: number;
  /** Level of the noise relative to the vowel; 0 = voiced throughout. */
  noise: number;
  noiseHz: number;
  noiseWidth: number;
  /** Level of the voice while the consonant lasts: a stop closes it, a nasal muffles it. */
  voicing: number;
  /** Time constant of the noise where it bursts; Infinity where it hisses. */
  burstSeconds: number;
}

const consonant = (
  seconds: number,
  noise: number,
  noiseHz: number,
  noiseWidth: number,
  voicing: number,
  burstSeconds = Number.POSITIVE_INFINITY,
): Consonant => ({ seconds, noise, noiseHz, noiseWidth, voicing, burstSeconds });

export const CONSONANTS = {
  none: consonant(0, 0, 1000, 1, 1),
  s: consonant(0.09, 0.8, 7200, 1.4, 0),
  sh: consonant(0.085, 0.6, 3600, 1.2, 0),
  h: consonant(0.05, 0.12, 1500, 0.6, 0.1),
  f: consonant(0.07, 0.3, 5500, 0.5, 0),
  t: consonant(0.05, 0.9, 4800, 0.8, 0, 0.012),
  k: consonant(0.05, 0.5, 2000, 1.3, 0, 0.015),
  d: consonant(0.03, 0.3, 3500, 0.8, 0.25, 0.01),
  m: consonant(0.06, 0, 1000, 1, 0.4),
  l: consonant(0.045, 0, 1000, 1, 0.6),
} as const satisfies Record<string, Consonant>;
export type ConsonantName = keyof typeof CONSONANTS;
