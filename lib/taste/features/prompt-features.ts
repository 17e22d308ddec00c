/** Group 7: how well the plan answers the sentence. */
import { mean } from '@/lib/analysis/statistics';
import type { PromptIntent } from '@/lib/plan/intent/prompt-intent';
import { peakPosition, vocalEntryBeat, vocalShare } from '@/lib/plan/plan-measures';
import { crossGenreFit } from '@/lib/plan/rules/cross-genre';
import { GENRES, type Genre, genreRules } from '@/lib/plan/rules/genres';
import { EXPERIMENTAL_BEAT_READINGS, STRETCH_LIMITS } from '@/lib/plan/rules/tempo-rules';
import { featureGroup, type PlanFeature } from './feature';
import { progressTo } from './figures';
import type { PlanFacts } from './plan-facts';

/** Mean energy of a remix under each wish; what the mixing rules' arcs come to. */
const WANTED_ENERGY = { low: 0.4, medium: 0.55, high: 0.7 } as const;
/** Share of the remix that is sung. */
const WANTED_VOICE = { prominent: 0.8, little: 0.25, unsaid: 0.55 } as const;
const MOST_CREATIVE = 4;
/** Where nothing is known a fit is in the middle. */
const UNKNOWN_FIT = 0.5;

const feature = featureGroup<PlanFeature>({
  tier: 1,
  group: 'prompt-fit',
  source: 'taste plan, feature group 7 (prompt fit); mixing rules, what the sentence says',
});

function energyMismatch({ plan, intent, beats }: PlanFacts): number {
  if (intent.energy === null) return 0;
  const energy = plan.sections.reduce(
    (sum, { energyStart, energyEnd, lengthBeats }) =>
      sum + ((energyStart + energyEnd) / 2) * lengthBeats,
    0,
  );
  return Math.abs(energy / beats - WANTED_ENERGY[intent.energy]);
}

/** A build wants a late peak after a rise, "straight in" a voice at once. */
function structureFit({ plan, intent, beats, peakIndex }: PlanFacts): number {
  if (intent.structure === null) return UNKNOWN_FIT;
  if (intent.structure === 'immediate') {
    return 1 - progressTo((vocalEntryBeat(plan) ?? beats) / beats, 0, 0.4);
  }
  const rise = plan.sections
    .slice(0, peakIndex)
    .filter(({ energyStart, energyEnd }) => energyEnd > energyStart)
    .reduce((sum, { lengthBeats }) => sum + lengthBeats, 0);
  return mean([progressTo(peakPosition(plan), 0.5, 0.72), progressTo(rise / beats, 0, 0.4)]);
}

/** Fit of the voice's likely genres over the instruments' likely ones; the sentence's genre is the beat's. */
function genreFit({ plan, intent, vocal }: PlanFacts): number {
  const over = intent.genre === null ? genresAt(plan.tempo.targetBpm) : [intent.genre];
  const fits = genresAt(vocal.analysis.tempoBpm).flatMap((voice) =>
    over.map((one) => crossGenreFit(voice, one) ?? UNKNOWN_FIT),
  );
  return fits.length === 0 ? UNKNOWN_FIT : mean(fits);
}

function genresAt(bpm: number): Genre[] {
  return GENRES.filter((genre) => {
    const { low, high } = genreRules(genre).tempoBpm;
    return bpm >= low && bpm <= high;
  });
}

/** Distance between how daring the plan is and how daring it was asked to be. */
function chaosMismatch({ plan, intent }: PlanFacts): number {
  return Math.abs(daring(plan) - intent.creativity / MOST_CREATIVE);
}

/** 0 plain to 1 wild: kinds of transition, thinned bars, answers, far stretches and odd beats. */
function daring(plan: PlanFacts['plan']): number {
  const kinds = new Set(plan.sections.slice(1).map(({ transitionIn }) => transitionIn.type)).size;
  const fills = plan.sections.filter(({ lengthBeats }) => lengthBeats <= 8).length;
  const stretch = Math.abs(plan.tempo.vocalRatio - 1) / STRETCH_LIMITS.vocals.hard;
  const isOdd = EXPERIMENTAL_BEAT_READINGS.some((rate) => rate === plan.tempo.vocalBeatsPerBeat);
  return Math.min(1, 0.2 * (kinds - 1) + 0.15 * fills + 0.25 * stretch + (isOdd ? 0.4 : 0));
}

function wantedVoice({ vocalProminence }: PromptIntent): number {
  return WANTED_VOICE[vocalProminence ?? 'unsaid'];
}

export const PROMPT_FEATURES: readonly PlanFeature[] = [
  feature(
    'energy-mismatch',
    {
      unit: 'energy',
      range: [0, 1],
      direction: -1,
      meaning: 'Distance between the energy asked for and the plan; 0 where nothing was asked',
    },
    energyMismatch,
  ),
  feature(
    'structure-fit',
    {
      unit: 'fit',
      range: [0, 1],
      direction: 1,
      meaning: 'How well a build, or coming straight in, is answered',
    },
    structureFit,
  ),
  feature(
    'voice-share-mismatch',
    {
      unit: 'share',
      range: [0, 1],
      direction: -1,
      meaning: 'Distance between how much of the voice was asked for and how much there is',
    },
    (facts) => Math.abs(vocalShare(facts.plan) - wantedVoice(facts.intent)),
  ),
  feature(
    'genre-fit',
    {
      unit: 'fit',
      range: [0, 1],
      direction: 1,
      meaning: "How well the voice's likely genre usually goes over the instruments'",
    },
    genreFit,
  ),
  feature(
    'chaos-mismatch',
    {
      unit: 'share',
      range: [0, 1],
      direction: -1,
      meaning: 'Distance between how daring the plan is and how daring it was asked to be',
    },
    chaosMismatch,
  ),
];
