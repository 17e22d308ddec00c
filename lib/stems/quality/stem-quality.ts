/**
 * How clean stems are, estimated without the true ones: the share of each stem's sound that is its own, 1
 * less its cross-bleed ratio.
 */
import { computeBandSpectrogram } from '@/lib/audio/band-spectrogram';
import { halved, monoSignal } from '@/lib/audio/mono-signal';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { Stems } from '../stems';
import { BAND_FRAMES_PER_SECOND, bandPowers } from './band-powers';
import {
  type FrameSpan,
  type QualitySigns,
  qualitySigns,
  SIGN_NAMES,
  type StemPowers,
  totalPower,
} from './quality-signs';

/** 1 (nothing of the others in it) to 0, by stem. */
export type StemQuality = Record<StemName, number>;

/**
 * What the signs weigh: a logistic regression on the true shares of splits from perfect to bad of generated
 * songs. Made by `npm run bench -- stem-quality --fit`.
 */
export const QUALITY_WEIGHTS: {
  byStem: Readonly<Record<StemName, number>>;
  bySign: Readonly<QualitySigns>;
} = {
  byStem: { vocals: 1.53, drums: 2.81, bass: 2.96, other: 3.35 },
  bySign: { covered: -2.56, swells: -1.83 },
};

export class StemQualityMeter {
  private readonly total: Float64Array;

  /** @param powers of all stems, of one length */
  constructor(private readonly powers: StemPowers) {
    this.total = totalPower(powers);
  }

  /** Of the whole song. */
  whole(): StemQuality {
    return this.of({ from: 0, to: this.powers.vocals.frames });
  }

  /** Of a part of it. */
  between(startSeconds: number, endSeconds: number): StemQuality {
    const frame = (seconds: number) =>
      Math.min(
        this.powers.vocals.frames,
        Math.max(0, Math.round(seconds * BAND_FRAMES_PER_SECOND)),
      );
    return this.of({ from: frame(startSeconds), to: frame(endSeconds) });
  }

  /** The signs of a stem in a span; null where it is silent. */
  signs(stem: StemName, span: FrameSpan): QualitySigns | null {
    return qualitySigns(this.powers[stem], this.total, span);
  }

  private of(span: FrameSpan): StemQuality {
    return Object.fromEntries(
      STEM_NAMES.map((stem) => [stem, estimateQuality(stem, this.signs(stem, span))]),
    ) as StemQuality;
  }
}

/** @param signs null for silence, in which nothing is of others */
export function estimateQuality(
  stem: StemName,
  signs: QualitySigns | null,
  { byStem, bySign } = QUALITY_WEIGHTS,
): number {
  if (!signs) return 1;
  const sum = SIGN_NAMES.reduce((total, name) => total + bySign[name] * signs[name], byStem[stem]);
  return 1 / (1 + Math.exp(-sum));
}

/** The meter of stems that are all at hand. */
export function stemQualityMeter(stems: Stems): StemQualityMeter {
  const powers = Object.fromEntries(
    STEM_NAMES.map((stem) => [
      stem,
      bandPowers(computeBandSpectrogram(halved(monoSignal(stems[stem])))),
    ]),
  ) as unknown as StemPowers;
  return new StemQualityMeter(powers);
}
