/** Where the energy of each stem lies, from its cached spectrum: shares of bands that features ask for. */
import { ERB_BANDS, ERB_CENTRES_HZ, erbNumber } from '@/lib/analysis/erb-spectrum';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';

/** Bands with a name. Source: taste plan, groups 3 and 8; mixing rules, mixing. */
export const BANDS_HZ = {
  sub: [0, 100],
  bass: [0, 200],
  lowMid: [200, 500],
  pocket: [2000, 5000],
  vocalMid: [1000, 4000],
  sibilance: [6000, 10000],
} as const satisfies Record<string, readonly [number, number]>;
export type BandName = keyof typeof BANDS_HZ;

export interface StemSpectrum {
  /** Share of the stem's power by ERB band; sums to 1. */
  shares: Float64Array;
  bands: Record<BandName, number>;
}

/**
 * Stems whose spectrum has not been measured are taken to be usual: bell curves on the ERB scale, each a
 * centre, a width in ERB and a weight.
 */
const USUAL_SHAPES: Readonly<Record<StemName, readonly (readonly [number, number, number])[]>> = {
  vocals: [[erbNumber(700), 5, 1]],
  drums: [
    [erbNumber(70), 2, 1],
    [erbNumber(4000), 7, 0.4],
  ],
  bass: [[erbNumber(80), 2.5, 1]],
  other: [[erbNumber(600), 6, 1]],
};

const known = new WeakMap<SongAnalysis, Record<StemName, StemSpectrum>>();

/** The spectra of a song's stems; the same value for the same analysis, which must not change. */
export function stemSpectra(analysis: SongAnalysis): Record<StemName, StemSpectrum> {
  const found = known.get(analysis);
  if (found) return found;
  const spectra = Object.fromEntries(
    STEM_NAMES.map((stem) => [stem, makeSpectrum(analysis.stems[stem].spectrumDb, stem)]),
  ) as Record<StemName, StemSpectrum>;
  known.set(analysis, spectra);
  return spectra;
}

function makeSpectrum(spectrumDb: readonly number[], stem: StemName): StemSpectrum {
  const isMeasured = spectrumDb.length === ERB_BANDS;
  const power = Float64Array.from({ length: ERB_BANDS }, (_, band) =>
    isMeasured ? 10 ** (spectrumDb[band] / 10) : usualPower(stem, band),
  );
  const total = power.reduce((sum, value) => sum + value, 1e-30);
  const shares = power.map((value) => value / total);
  const bands = Object.fromEntries(
    Object.entries(BANDS_HZ).map(([name, [low, high]]) => [name, shareWithin(shares, low, high)]),
  ) as Record<BandName, number>;
  return { shares, bands };
}

function usualPower(stem: StemName, band: number): number {
  const number = erbNumber(ERB_CENTRES_HZ[band]);
  return USUAL_SHAPES[stem].reduce(
    (sum, [centre, width, weight]) =>
      sum + weight * Math.exp(-0.5 * ((number - centre) / width) ** 2),
    1e-6,
  );
}

function shareWithin(shares: Float64Array, lowHz: number, highHz: number): number {
  let sum = 0;
  for (let band = 0; band < ERB_BANDS; band++) {
    const hz = ERB_CENTRES_HZ[band];
    if (hz >= lowHz && hz < highHz) sum += shares[band];
  }
  return sum;
}
