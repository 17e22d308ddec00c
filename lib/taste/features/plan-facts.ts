/** What the features of a plan are computed from, gathered once a plan. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { soundingStems } from '@/lib/plan/constraints/structure-constraints';
import type { PromptIntent } from '@/lib/plan/intent/prompt-intent';
import { mapSong } from '@/lib/plan/material/map-song';
import type { SongMap } from '@/lib/plan/material/song-map';
import { peakSection } from '@/lib/plan/plan-measures';
import { eachSourceBeat, stemPowerByBeat, totalPower } from '@/lib/plan/remix-levels';
import { lengthBeats, type RemixPlan } from '@/lib/plan/remix-plan';
import { type GenreRules, genreRules } from '@/lib/plan/rules/genres';

/** What a plan is judged with besides itself. */
export interface TasteContext {
  vocal: SongAnalysis;
  instrumental: SongAnalysis;
  intent: PromptIntent;
}

/** How loud the remix will be, predicted. */
export interface PredictedLevels {
  stems: Record<StemName, Float64Array>;
  total: Float64Array;
}

export interface PlanFacts {
  plan: RemixPlan;
  intent: PromptIntent;
  rules: GenreRules;
  vocal: SongMap;
  instrumental: SongMap;
  /** Length of the remix. */
  beats: number;
  secondsByBeat: number;
  peakIndex: number;
  /** Sounding stems by section. */
  stemCounts: number[];
  /** Power of the stems by beat of the remix. */
  levels: PredictedLevels;
  /** Whether somebody sings, by beat of the remix. */
  isSungByBeat: Uint8Array;
  /** Features by name that have been computed: the rubric reads some that the vector holds too. */
  known: Map<string, number>;
}

/**
 * Keeps what is computed of a plan's facts, which several features ask for, as long as the facts live.
 * What is returned must not be changed.
 */
export function oncePerPlan<T>(compute: (facts: PlanFacts) => T): (facts: PlanFacts) => T {
  const known = new WeakMap<PlanFacts, { value: T }>();
  return (facts) => {
    const found = known.get(facts);
    if (found) return found.value;
    const value = compute(facts);
    known.set(facts, { value });
    return value;
  };
}

/** A voice is heard where its activity in its song is at least this. */
const SUNG_ACTIVITY = 0.5;

export function gatherPlanFacts(plan: RemixPlan, context: TasteContext): PlanFacts {
  const vocal = mapSong(context.vocal);
  const stems = stemPowerByBeat(plan, context);
  return {
    plan,
    intent: context.intent,
    rules: genreRules(context.intent.genre),
    vocal,
    instrumental: mapSong(context.instrumental),
    beats: lengthBeats(plan),
    secondsByBeat: 60 / plan.tempo.targetBpm,
    peakIndex: plan.sections.indexOf(peakSection(plan.sections)),
    stemCounts: plan.sections.map(soundingStems),
    levels: { stems, total: totalPower(stems) },
    isSungByBeat: sungBeats(plan, context.vocal),
    known: new Map(),
  };
}

function sungBeats(plan: RemixPlan, vocal: SongAnalysis): Uint8Array {
  const sung = new Uint8Array(lengthBeats(plan));
  const rate = plan.tempo.vocalBeatsPerBeat;
  for (const section of plan.sections) {
    const play = section.stems.vocals;
    if (play === null) continue;
    eachSourceBeat(section, play, rate, (beat, source) => {
      sung[beat] = (vocal.vocalActivityByBeat[source] ?? 0) >= SUNG_ACTIVITY ? 1 : 0;
    });
  }
  return sung;
}

/** Level of some stems together over a stretch of beats, dB; -120 where they are silent. */
export function meanLevelDb(
  { stems }: PredictedLevels,
  names: readonly StemName[],
  startBeat: number,
  length: number,
): number {
  let power = 0;
  for (const name of names) {
    for (let beat = startBeat; beat < startBeat + length; beat++) power += stems[name][beat] ?? 0;
  }
  return 10 * Math.log10(Math.max(power / Math.max(1, length), 1e-12));
}

/** Level of all that sounds in each section, dB. */
export const sectionLevelsDb = oncePerPlan(({ plan, levels }): readonly number[] =>
  plan.sections.map(({ startBeat, lengthBeats: length }) =>
    meanLevelDb(levels, STEM_NAMES, startBeat, length),
  ),
);
