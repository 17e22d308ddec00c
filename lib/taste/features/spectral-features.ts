/** Group 8: how the sound is spread over the spectrum and over time. */
import { ERB_BANDS, ERB_CENTRES_HZ } from '@/lib/analysis/erb-spectrum';
import { mean } from '@/lib/analysis/statistics';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { loudnessRange } from '@/lib/plan/constraints/predict-loudness';
import { featureGroup, type PlanFeature } from './feature';
import { oncePerPlan, type PlanFacts } from './plan-facts';
import { type BandName, type StemSpectrum, stemSpectra } from './stem-spectra';

/** Short-term loudness is measured over three seconds. */
const SHORT_TERM_SECONDS = 3;
/** So far under the loudest beats a beat counts as quiet. */
const QUIET_DB = 10;
/** All stems within this of the loudest beats: a wall. */
const WALL_DB = 3;
/** Stems whose cleanness has not been measured. */
const UNMEASURED_QUALITY = 0.85;

/** Where the bands lie over 1 kHz, in octaves. */
const OCTAVES = ERB_CENTRES_HZ.map((hz) => Math.log2(hz / 1000));
const MEAN_OCTAVE = OCTAVES.reduce((sum, octave) => sum + octave, 0) / ERB_BANDS;

const feature = featureGroup<PlanFeature>({
  tier: 2,
  group: 'spectral-balance',
  source: 'taste plan, feature group 8 (spectral balance); mixing rules, mixing',
});

/** Each stem's spectrum and its power summed over the remix. */
const heard = oncePerPlan(({ vocal, instrumental, levels }) => {
  const voice = stemSpectra(vocal.analysis);
  const others = stemSpectra(instrumental.analysis);
  return STEM_NAMES.map((stem): { stem: StemName; spectrum: StemSpectrum; power: number } => ({
    stem,
    spectrum: stem === 'vocals' ? voice.vocals : others[stem],
    power: levels.stems[stem].reduce((sum, power) => sum + power, 0),
  }));
});

/** Share of all energy that lies in a band. */
function bandShare(facts: PlanFacts, band: BandName): number {
  let [within, total] = [1e-12, 1e-9];
  for (const { spectrum, power } of heard(facts)) {
    within += power * spectrum.bands[band];
    total += power;
  }
  return within / total;
}

/** Smaller over larger of two stems' energy under 200 Hz: the bass against the drums, the other too. */
function bassCollision({ instrumental, levels }: PlanFacts): number {
  const spectra = stemSpectra(instrumental.analysis);
  let [overlap, beats] = [0, 0];
  for (let beat = 0; beat < levels.total.length; beat++) {
    const bass = levels.stems.bass[beat] * spectra.bass.bands.bass;
    const other = levels.stems.other[beat] * spectra.other.bands.bass;
    if (bass <= 0 && other <= 0) continue;
    overlap += Math.min(bass, other) / Math.max(bass, other);
    beats += 1;
  }
  return beats === 0 ? 0 : overlap / beats;
}

/** Share of the energy under 100 Hz that one stem holds: low notes in one place stay in the middle. */
function subFocus(facts: PlanFacts): number {
  const subs = heard(facts).map(({ spectrum, power }) => power * spectrum.bands.sub);
  const total = subs.reduce((sum, sub) => sum + sub, 0);
  return total > 0 ? Math.max(...subs) / total : 1;
}

/** Power by ERB band over the whole remix. */
function remixSpectrum(facts: PlanFacts): Float64Array {
  const spectrum = new Float64Array(ERB_BANDS);
  for (const { spectrum: stem, power } of heard(facts)) {
    for (let band = 0; band < ERB_BANDS; band++) spectrum[band] += power * stem.shares[band];
  }
  return spectrum;
}

/** Slope of level over octaves, by least squares. */
function spectralTilt(facts: PlanFacts): number {
  const spectrum = remixSpectrum(facts);
  const total = spectrum.reduce((sum, power) => sum + power, 1e-12);
  const levels = spectrum.map((power) => 10 * Math.log10(power / total + 1e-6));
  const meanLevel = levels.reduce((sum, level) => sum + level, 0) / ERB_BANDS;
  let [rise, run] = [0, 0];
  for (let band = 0; band < ERB_BANDS; band++) {
    rise += (levels[band] - meanLevel) * (OCTAVES[band] - MEAN_OCTAVE);
    run += (OCTAVES[band] - MEAN_OCTAVE) ** 2;
  }
  return rise / run;
}

/** Cleanness of the stems that sound, by how loud they are; the voice from its song. */
function stemCleanness(facts: PlanFacts): number {
  let [sum, total] = [0, 0];
  for (const { stem, power } of heard(facts)) {
    const song = stem === 'vocals' ? facts.vocal : facts.instrumental;
    sum += power * (song.analysis.stemQuality?.[stem] ?? UNMEASURED_QUALITY);
    total += power;
  }
  return total > 0 ? sum / total : UNMEASURED_QUALITY;
}

/** Cleanness of the least clean stem that is ever heard alone; 1 where none is. */
function soloCleanness({ plan, vocal, instrumental, stemCounts }: PlanFacts): number {
  const solos = plan.sections.flatMap(({ stems }, i) => {
    const alone = STEM_NAMES.find((stem) => stems[stem] !== null);
    if (stemCounts[i] !== 1 || alone === undefined) return [];
    const song = alone === 'vocals' ? vocal : instrumental;
    return [song.analysis.stemQuality?.[alone] ?? UNMEASURED_QUALITY];
  });
  return Math.min(1, ...solos);
}

/** 1 less the overlap of the voice's spectrum with that of the instruments, as they are mixed. */
function complementarity(facts: PlanFacts): number {
  const [voice, ...others] = heard(facts);
  let [overlap, total] = [0, 1e-12];
  for (let band = 0; band < ERB_BANDS; band++) {
    const sung = voice.power * voice.spectrum.shares[band];
    const played = others.reduce(
      (sum, { spectrum, power }) => sum + power * spectrum.shares[band],
      0,
    );
    overlap += Math.min(sung, played);
    total += sung;
  }
  return 1 - Math.min(1, overlap / total);
}

/** Power that the loudest tenth of the beats reach. */
const loudPower = oncePerPlan(({ levels }): number => {
  const sorted = Float64Array.from(levels.total).sort();
  return sorted[Math.floor(0.9 * (sorted.length - 1))];
});

/** Share of the beats that are far under the loudest. */
function quietShare(facts: PlanFacts): number {
  const limit = loudPower(facts) * 10 ** (-QUIET_DB / 10);
  const { total } = facts.levels;
  let quiet = 0;
  for (let beat = 0; beat < total.length; beat++) {
    if (total[beat] <= limit) quiet += 1;
  }
  return quiet / total.length;
}

/** Share of the beats on which all four stems sound near full height. */
function wallShare(facts: PlanFacts): number {
  const limit = loudPower(facts) * 10 ** (-WALL_DB / 10);
  const { stems, total } = facts.levels;
  let wall = 0;
  for (let beat = 0; beat < total.length; beat++) {
    if (total[beat] >= limit && STEM_NAMES.every((stem) => stems[stem][beat] > 0)) wall += 1;
  }
  return wall / total.length;
}

export const SPECTRAL_FEATURES: readonly PlanFeature[] = [
  feature(
    'low-mid-share',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'Share of the energy in 200 to 500 Hz, where mud gathers',
    },
    (facts) => bandShare(facts, 'lowMid'),
  ),
  feature(
    'bass-share',
    { unit: 'share', range: [0, 1], direction: 0, meaning: 'Share of the energy under 200 Hz' },
    (facts) => bandShare(facts, 'bass'),
  ),
  feature(
    'bass-collision',
    {
      unit: 'share',
      range: [0, 1],
      direction: -1,
      meaning: 'How much two stems fight for the space under 200 Hz',
    },
    bassCollision,
  ),
  feature(
    'sub-focus',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'Share of the lowest notes that one stem holds',
    },
    subFocus,
  ),
  feature(
    'spectral-tilt',
    { unit: 'dB/octave', range: [-12, 6], direction: 0, meaning: 'Dark (negative) or bright' },
    spectralTilt,
  ),
  feature(
    'stem-cleanness',
    {
      unit: 'share',
      range: [0, 1],
      direction: 1,
      meaning: 'How little the stems that sound bleed into each other',
    },
    stemCleanness,
  ),
  feature(
    'solo-cleanness',
    {
      unit: 'share',
      range: [0, 1],
      direction: 1,
      meaning: 'Cleanness of the least clean stem that is heard alone',
    },
    soloCleanness,
  ),
  feature(
    'complementarity',
    {
      unit: 'share',
      range: [0, 1],
      direction: 1,
      meaning: "Share of the voice's spectrum that the instruments leave free",
    },
    complementarity,
  ),
  feature(
    'loudness-range',
    { unit: 'LU', range: [0, 30], direction: 0, meaning: 'Range of loudness, predicted' },
    (facts) =>
      loudnessRange(
        facts.levels.total,
        Math.max(1, Math.round(SHORT_TERM_SECONDS / facts.secondsByBeat)),
      ),
  ),
  feature(
    'quiet-share',
    { unit: 'share', range: [0, 1], direction: 0, meaning: 'Share of the time that is quiet' },
    quietShare,
  ),
  feature(
    'wall-share',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'Share of the time in which everything plays at full height',
    },
    wallShare,
  ),
  feature(
    'mean-level',
    { unit: 'dB', range: [-60, 20], direction: 0, meaning: 'Level before mastering, predicted' },
    ({ levels }) => 10 * Math.log10(Math.max(mean(levels.total), 1e-6)),
  ),
];
