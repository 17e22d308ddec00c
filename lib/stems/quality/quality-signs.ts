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
  /** Share of its power where it is not the louder one. */
  covered: number;
  /** Likeness of its rises and falls to those of the others, band by band. */
  swells: number;
}

export const SIGN_NAMES = ['covered', 'swells'] as const satisfies readonly (keyof QualitySigns)[];

/** Powers under this share of a band's mean over all stems say nothing: -60 dB. */
const FLOOR = 1e-6;
/** Fewer frames tell nothing. */
const FEWEST_FRAMES = 20;

/** Power of all stems together, by frame and band. */
export function totalPower(powers: StemPowers): Float64Array {
  const total = new Float64Array(powers.vocals.values.length);
  for (const name of STEM_NAMES) {
    for (let i = 0; i < total.length; i++) total[i] += powers[name].values[i];
  }
  return total;
}

/** The signs of a stem in a span; null where it is silent. */
export function qualitySigns(
  stem: BandPowers,
  total: Float64Array,
  { from, to }: FrameSpan,
): QualitySigns | null {
  const { bands, values } = stem;
  const frames = to - from;
  const ownLevel = new Float32Array(frames);
  const otherLevel = new Float32Array(frames);
  let [ownSum, allSum, covered, swells] = [0, 0, 0, 0];
  for (let band = 0; band < bands; band++) {
    let [bandSum, bandAll] = [0, 0];
    for (let frame = 0; frame < frames; frame++) {
      const i = (from + frame) * bands + band;
      const power = values[i];
      const rest = Math.max(0, total[i] - power);
      bandSum += power;
      bandAll += total[i];
      if (power < rest) covered += power;
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
  return { covered: covered / ownSum, swells: swells / ownSum };
}

function toLevels(powers: Float32Array, floor: number): void {
  for (let i = 0; i < powers.length; i++) powers[i] = Math.log(powers[i] + floor);
}
