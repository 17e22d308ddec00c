/**
 * Signs of bleed that can be seen without the truth: what the stems have in common. A stem that bleeds into
 * another leaves its own rhythm and its own spectrum there.
 */
import { correlation } from '@/lib/base/correlation';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { BandPowers } from './band-powers';

export type StemPowers = Readonly<Record<StemName, BandPowers>>;

/** Frames, the last one exclusive. */
export interface FrameSpan {
  from: number;
  to: number;
}

/** What speaks for bleed in a stem, each 0 to 1. */
export interface QualitySigns {
  /** Share of its power that the others have at the same time in the same band. */
  overlap: number;
  /** Share of its power where it is not the louder one. */
  covered: number;
  /** Share of its power that is no more than what it holds of the others whenever they play. */
  leak: number;
  /** Likeness of its rises and falls to those of the others, band by band. */
  swells: number;
}

export const SIGN_NAMES = [
  'overlap',
  'covered',
  'leak',
  'swells',
] as const satisfies readonly (keyof QualitySigns)[];

/** Powers under this share of a band's mean over all stems say nothing: -60 dB. */
const FLOOR = 1e-6;
/** A leak is there whenever the other plays: its share is that of the frames where least is heard. */
const LEAK_QUANTILE = 0.1;
/** The other plays where it is at least this share of its own mean. */
const PLAYS_SHARE = 0.5;
/** Fewer frames tell nothing. */
const FEWEST_FRAMES = 20;

/** By stem and other stem, how much of the other's power the stem always holds, band by band. */
export type Leaks = Record<StemName, Record<StemName, Float32Array>>;

/** Measures over the whole song what {@link qualitySigns} of its parts need. */
export function measureLeaks(powers: StemPowers): Leaks {
  return byStem((stem) => byStem((other) => leakInto(powers[stem], powers[other])));
}

function byStem<T>(make: (stem: StemName) => T): Record<StemName, T> {
  return { vocals: make('vocals'), drums: make('drums'), bass: make('bass'), other: make('other') };
}

function leakInto(stem: BandPowers, other: BandPowers): Float32Array {
  const { frames, bands } = stem;
  const leak = new Float32Array(bands);
  if (stem === other) return leak;
  for (let band = 0; band < bands; band++) {
    let mean = 0;
    for (let i = band; i < other.values.length; i += bands) mean += other.values[i] / frames;
    if (!(mean > 0)) continue;
    const ratios: number[] = [];
    for (let i = band; i < other.values.length; i += bands) {
      if (other.values[i] > PLAYS_SHARE * mean) ratios.push(stem.values[i] / other.values[i]);
    }
    if (ratios.length < FEWEST_FRAMES) continue;
    ratios.sort((a, b) => a - b);
    leak[band] = ratios[Math.floor(LEAK_QUANTILE * ratios.length)];
  }
  return leak;
}

/** The signs of one stem in a span; null where it is silent. */
export function qualitySigns(
  powers: StemPowers,
  leaks: Leaks,
  stem: StemName,
  { from, to }: FrameSpan,
): QualitySigns | null {
  const own = powers[stem];
  const { bands } = own;
  const others = STEM_NAMES.filter((name) => name !== stem);
  const frames = to - from;
  const ownLevel = new Float32Array(frames);
  const otherLevel = new Float32Array(frames);
  let [ownSum, allSum, overlap, covered, leaked, swells] = [0, 0, 0, 0, 0, 0];
  for (let band = 0; band < bands; band++) {
    let [bandSum, bandAll] = [0, 0];
    for (let frame = 0; frame < frames; frame++) {
      const i = (from + frame) * bands + band;
      const power = own.values[i];
      let [rest, leak] = [0, 0];
      for (const other of others) {
        rest += powers[other].values[i];
        leak += leaks[stem][other][band] * powers[other].values[i];
      }
      bandSum += power;
      bandAll += power + rest;
      overlap += Math.min(power, rest);
      if (power < rest) covered += power;
      leaked += Math.min(power, leak);
      ownLevel[frame] = power;
      otherLevel[frame] = rest;
    }
    ownSum += bandSum;
    allSum += bandAll;
    if (!(bandSum > 0) || frames < FEWEST_FRAMES) continue;
    const floor = (FLOOR * bandAll) / frames;
    toLevels(ownLevel, floor);
    toLevels(otherLevel, floor);
    swells += bandSum * Math.max(0, correlation(ownLevel, otherLevel));
  }
  if (!(ownSum > FLOOR * allSum)) return null;
  return {
    overlap: overlap / ownSum,
    covered: covered / ownSum,
    leak: leaked / ownSum,
    swells: swells / ownSum,
  };
}

function toLevels(powers: Float32Array, floor: number): void {
  for (let i = 0; i < powers.length; i++) powers[i] = Math.log(powers[i] + floor);
}
