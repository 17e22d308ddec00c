/** Group 2: how energy rises and falls. */
import { mean, standardDeviation } from '@/lib/analysis/statistics';
import { INSTRUMENT_STEM_NAMES } from '@/lib/music/stem-names';
import { LIMITS } from '@/lib/plan/constraints/limits';
import { instrumentalLevelDb } from '@/lib/plan/material/song-map';
import { peakPosition } from '@/lib/plan/plan-measures';
import { sampleArc, sampleSections } from './arc-templates';
import { featureGroup, type PlanFeature } from './feature';
import { correlation, fitWithin } from './figures';
import { type PlanFacts, sectionLevelsDb } from './plan-facts';

/** The strongest moment lies here; a peak may lie a little around it. */
const PEAK = { low: 0.55, high: 0.8, shoulder: 0.25 } as const;
/** Rise in loudness into a chorus or drop. */
const RISE_DB = { low: 2, high: 6, shoulder: 4 } as const;
/** Two stems up and down between sections is full contrast. */
const FULL_STEM_SPREAD = 1.5;
/** From this fall on more is not more contrast. */
const FULL_CONTRAST_DROP = 0.6;
/** Level of the source material that counts as no energy, dB under its loudest phrase. */
const SOURCE_RANGE_DB = 15;

const shared = {
  group: 'energy-arc',
  source: 'taste plan, feature group 2 (energy arc); mixing rules, energy arcs and steps',
} as const;
const feature = featureGroup<PlanFeature>({ tier: 1, ...shared });
/** Beyond what few labels can bear. */
const finerFeature = featureGroup<PlanFeature>({ tier: 2, ...shared });

/** Likeness to the genre's arc or, where it is a lift, to the lift: the better of the two. */
function arcCorrelation({ plan, rules, beats }: PlanFacts): number {
  const own = sampleSections(plan.sections, beats);
  const byGenre = correlation(own, sampleArc(rules.arc));
  return plan.family === 'dj-lift'
    ? Math.max(byGenre, correlation(own, sampleArc('dj-lift')))
    : byGenre;
}

/** How well the rises into choruses and drops lie in their range; 0.5 where nothing rises. */
function riseFit(facts: PlanFacts): number {
  const levels = sectionLevelsDb(facts);
  const fits = facts.plan.sections.flatMap(({ label }, i) => {
    if (i === 0 || (label !== 'chorus' && label !== 'drop')) return [];
    // out of a breakdown the step is meant to be larger
    const isFromBreakdown = facts.plan.sections[i - 1].label === 'breakdown';
    const high = isFromBreakdown ? 3 * RISE_DB.high : RISE_DB.high;
    return [fitWithin(levels[i] - levels[i - 1], RISE_DB.low, high, RISE_DB.shoulder)];
  });
  return fits.length === 0 ? 0.5 : mean(fits);
}

/** The largest fall before the peak, in energy or in stems, as a share of a full one. */
function contrastBeforePeak({ plan, peakIndex, stemCounts }: PlanFacts): number {
  let largest = 0;
  for (let i = 1; i < peakIndex; i++) {
    const from = Math.max(plan.sections[i - 1].energyEnd, 1e-9);
    const fall = (from - plan.sections[i].energyStart) / from;
    const stems = (stemCounts[i - 1] - stemCounts[i]) / LIMITS.contrastStemDrop;
    largest = Math.max(largest, fall / FULL_CONTRAST_DROP, Math.min(stems, 1) * 0.75);
  }
  return Math.min(1, largest);
}

/** Mean change in the number of sounding stems from section to section. */
function densityStep({ stemCounts }: PlanFacts): number {
  return mean(stemCounts.slice(1).map((count, i) => Math.abs(count - stemCounts[i])));
}

/** Likeness of the sections' energies to those of the material that they borrow. */
function sourceEnergyMatch({ plan, instrumental }: PlanFacts): number {
  const wanted = plan.sections.map(({ energyStart, energyEnd }) => (energyStart + energyEnd) / 2);
  const found = plan.sections.map(({ anchorBeat, lengthBeats }) =>
    Math.max(0, 1 + instrumentalLevelDb(instrumental, anchorBeat, lengthBeats) / SOURCE_RANGE_DB),
  );
  return correlation(wanted, found);
}

/** Likeness of the sections' energies to how loud they will be. */
function levelEnergyMatch(facts: PlanFacts): number {
  const wanted = facts.plan.sections.map(
    (section) => (section.energyStart + section.energyEnd) / 2,
  );
  return correlation(wanted, sectionLevelsDb(facts));
}

/** How far apart the loudest and the calmest section are among the instruments. */
function stemSpread({ plan, stemCounts }: PlanFacts): number {
  const gains = plan.sections.map(({ stems }) => {
    const plays = INSTRUMENT_STEM_NAMES.map((stem) => stems[stem]).filter((play) => play !== null);
    return plays.length === 0 ? -12 : mean(plays.map((play) => play.gainDb));
  });
  const byStems = standardDeviation(stemCounts) / FULL_STEM_SPREAD;
  const byGain = standardDeviation(gains) / 6;
  return Math.min(1, 0.6 * byStems + 0.4 * byGain);
}

export const ENERGY_FEATURES: readonly PlanFeature[] = [
  feature(
    'arc-correlation',
    {
      unit: 'correlation',
      range: [-1, 1],
      direction: 1,
      meaning: "Likeness of the energy's course to the arc that suits the genre",
    },
    arcCorrelation,
  ),
  finerFeature(
    'peak-position',
    { unit: 'share', range: [0, 1], direction: 0, meaning: 'Where the strongest moment lies' },
    ({ plan }) => peakPosition(plan),
  ),
  feature(
    'peak-timing',
    {
      unit: 'fit',
      range: [0, 1],
      direction: 1,
      meaning: 'Whether the strongest moment lies between 55 and 80 % of the remix',
    },
    ({ plan }) => fitWithin(peakPosition(plan), PEAK.low, PEAK.high, PEAK.shoulder),
  ),
  feature(
    'rise-fit',
    {
      unit: 'fit',
      range: [0, 1],
      direction: 1,
      meaning: 'Whether choruses and drops come in as much louder as they should',
    },
    riseFit,
  ),
  feature(
    'contrast-index',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'How much the instruments change from section to section',
    },
    stemSpread,
  ),
  feature(
    'contrast-before-peak',
    {
      unit: 'share',
      range: [0, 1],
      direction: 1,
      meaning: 'How much lets go before the strongest moment',
    },
    contrastBeforePeak,
  ),
  feature(
    'density-step',
    {
      unit: 'stems',
      range: [0, 4],
      direction: 0,
      meaning: 'Mean change in the number of stems from section to section',
    },
    densityStep,
  ),
  feature(
    'source-energy-match',
    {
      unit: 'correlation',
      range: [-1, 1],
      direction: 1,
      meaning: 'Likeness of the energy asked for to that of the borrowed material',
    },
    sourceEnergyMatch,
  ),
  finerFeature(
    'level-energy-match',
    {
      unit: 'correlation',
      range: [-1, 1],
      direction: 1,
      meaning: 'Likeness of the energy asked for to how loud each section will be',
    },
    levelEnergyMatch,
  ),
];
