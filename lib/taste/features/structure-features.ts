/** Group 1: how the remix is divided, and whether each part is what its name promises. */
import { mean, standardDeviation } from '@/lib/analysis/statistics';
import { LIMITS } from '@/lib/plan/constraints/limits';
import { SKELETONS } from '@/lib/plan/families/skeletons';
import { vocalEntryBeat } from '@/lib/plan/plan-measures';
import { featureGroup, type PlanFeature } from './feature';
import { fitWithin, shareOf } from './figures';
import { LABEL_RULES, OPENING_FIT, UNUSUAL_NEXT } from './label-rules';
import type { PlanFacts } from './plan-facts';

const PHRASE_BEATS = 16;

const shared = {
  group: 'structure',
  source: 'taste plan, feature group 1 (structure); mixing rules, sections',
} as const;
const feature = featureGroup<PlanFeature>({ tier: 1, ...shared });
/** Watched so that a ranker is not led by them alone. */
const watchedFeature = featureGroup<PlanFeature>({
  tier: 2,
  ...shared,
  source: 'taste plan, regression checks (reward hacking)',
});

/** Seconds of every section. */
function sectionSeconds({ plan, secondsByBeat }: PlanFacts): number[] {
  return plan.sections.map(({ lengthBeats }) => lengthBeats * secondsByBeat);
}

/** Share of the inner boundaries that lie on 16-beat lines. */
function phraseBoundaryHits({ plan }: PlanFacts): number {
  return shareOf(plan.sections.slice(1), ({ startBeat }) => startBeat % PHRASE_BEATS === 0, 1);
}

/** Share of the sections of at least 8 beats that begin on the grid where the one before ends. */
function sectionValidity({ plan }: PlanFacts): number {
  let expected = 0;
  let valid = 0;
  for (const { startBeat, lengthBeats } of plan.sections) {
    const isOnGrid = startBeat % LIMITS.boundaryGridBeats === 0;
    if (startBeat === expected && isOnGrid && lengthBeats >= LIMITS.majorSectionBeats) valid += 1;
    expected = startBeat + lengthBeats;
  }
  return valid / plan.sections.length;
}

/** Share of the beats whose section is sung, or not, as its name asks. */
function vocalPlacement({ plan, rules, beats }: PlanFacts): number {
  let fitting = 0;
  for (const { label, lengthBeats, stems } of plan.sections) {
    const isInstrumentalDrop = label === 'drop' && rules.voice === 'breakdowns';
    const wanted = isInstrumentalDrop ? 0 : LABEL_RULES[label].voice;
    const isSung = stems.vocals !== null ? 1 : 0;
    if (wanted === null || wanted === isSung) fitting += lengthBeats;
  }
  return fitting / beats;
}

/** Likeness of the plan's labels to the nearest skeleton of its family: shared order over length. */
function familyMatch({ plan }: PlanFacts): number {
  const labels = plan.sections.map(({ label }) => label);
  const likeness = SKELETONS.filter(({ family }) => family === plan.family).map(({ slots }) => {
    const names = slots.map(({ label }) => label);
    return longestCommonOrder(labels, names) / Math.max(labels.length, names.length);
  });
  return Math.max(0, ...likeness);
}

/** Length of the longest common subsequence. */
function longestCommonOrder(one: readonly string[], other: readonly string[]): number {
  let row = new Array<number>(other.length + 1).fill(0);
  for (const item of one) {
    const next = [0];
    for (let i = 0; i < other.length; i++) {
      next.push(item === other[i] ? row[i] + 1 : Math.max(row[i + 1], next[i]));
    }
    row = next;
  }
  return row[other.length];
}

/** Mean of how naturally each section follows the one before, the first opens and the last closes. */
function sectionOrder({ plan }: PlanFacts): number {
  const labels = plan.sections.map(({ label }) => label);
  const steps = labels
    .slice(1)
    .map((label, i) => LABEL_RULES[labels[i]].next[label] ?? UNUSUAL_NEXT);
  const opening = OPENING_FIT[labels[0]] ?? 0;
  const closing = labels[labels.length - 1] === 'outro' ? 1 : 0;
  return mean([opening, ...steps, closing]);
}

/** How well the number of sounding stems suits each section's name, by beats. */
function densityByLabel({ plan, stemCounts, beats }: PlanFacts): number {
  let fit = 0;
  for (const [i, { label, lengthBeats }] of plan.sections.entries()) {
    const { low, high } = LABEL_RULES[label].stems;
    fit += lengthBeats * fitWithin(stemCounts[i], low, high, 2);
  }
  return fit / beats;
}

export const STRUCTURE_FEATURES: readonly PlanFeature[] = [
  feature(
    'section-count',
    { unit: 'sections', range: [1, 12], direction: 0, meaning: 'Number of sections' },
    ({ plan }) => plan.sections.length,
  ),
  feature(
    'section-mean',
    { unit: 's', range: [0, 60], direction: 0, meaning: 'Mean length of a section' },
    (facts) => mean(sectionSeconds(facts)),
  ),
  feature(
    'section-spread',
    { unit: 's', range: [0, 40], direction: 0, meaning: 'How unlike in length the sections are' },
    (facts) => standardDeviation(sectionSeconds(facts)),
  ),
  feature(
    'section-shortest',
    { unit: 's', range: [0, 40], direction: 0, meaning: 'Length of the shortest section' },
    (facts) => Math.min(...sectionSeconds(facts)),
  ),
  feature(
    'phrase-boundary-hits',
    {
      unit: 'share',
      range: [0, 1],
      direction: 1,
      meaning: 'Share of the boundaries on four-bar lines',
    },
    phraseBoundaryHits,
  ),
  feature(
    'section-validity',
    {
      unit: 'share',
      range: [0, 1],
      direction: 1,
      meaning: 'Share of the sections that are whole, on the grid and long enough',
    },
    sectionValidity,
  ),
  feature(
    'vocal-placement',
    {
      unit: 'share',
      range: [0, 1],
      direction: 1,
      meaning: 'Share of the time in which the voice sings or rests where the sections ask for it',
    },
    vocalPlacement,
  ),
  feature(
    'family-match',
    {
      unit: 'likeness',
      range: [0, 1],
      direction: 0,
      meaning: 'Likeness to the shapes known of its arrangement family',
    },
    familyMatch,
  ),
  feature(
    'section-order',
    {
      unit: 'fit',
      range: [0, 1],
      direction: 1,
      meaning: 'How naturally each section follows the one before',
    },
    sectionOrder,
  ),
  feature(
    'density-by-label',
    {
      unit: 'fit',
      range: [0, 1],
      direction: 1,
      meaning: 'How well the number of instruments suits each section',
    },
    densityByLabel,
  ),
  feature(
    'vocal-entry',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'How late the voice enters, as a share of the remix',
    },
    ({ plan, beats }) => (vocalEntryBeat(plan) ?? beats) / beats,
  ),
  feature(
    'cut-share',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'Share of the boundaries that are hard cuts',
    },
    ({ plan }) =>
      shareOf(plan.sections.slice(1), ({ transitionIn }) => transitionIn.type === 'cut', 0),
  ),
  feature(
    'intro-share',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'Share of the remix that is intro',
    },
    ({ plan, beats }) =>
      (plan.sections[0].label === 'intro' ? plan.sections[0].lengthBeats : 0) / beats,
  ),
  watchedFeature(
    'stem-density',
    { unit: 'stems', range: [0, 4], direction: 0, meaning: 'Sounding stems, mean over time' },
    ({ plan, stemCounts, beats }) =>
      plan.sections.reduce((sum, { lengthBeats }, i) => sum + lengthBeats * stemCounts[i], 0) /
      beats,
  ),
  watchedFeature(
    'transition-count',
    {
      unit: 'transitions',
      range: [0, 12],
      direction: 0,
      meaning: 'Number of transitions that take time',
    },
    ({ plan }) => plan.sections.filter(({ transitionIn }) => transitionIn.lengthBeats > 0).length,
  ),
  watchedFeature(
    'transition-share',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'Share of the remix that is transition',
    },
    ({ plan, beats }) =>
      plan.sections.reduce((sum, { transitionIn }) => sum + transitionIn.lengthBeats, 0) / beats,
  ),
];
