/** Which candidates to try, in which order: skeletons and knobs under control of the sentence. */
import type { Random } from '@/lib/base/random';
import type { Casting } from '../decisions/casting';
import type { Skeleton, Trait } from '../families/skeleton';
import { SKELETONS } from '../families/skeletons';
import type { PromptIntent } from '../intent/prompt-intent';
import { FAMILIES, type Family, TRANSITION_TYPES, type TransitionType } from '../remix-plan';
import { genreRules } from '../rules/genres';
import {
  BREAKDOWN_POSITIONS,
  type Knobs,
  TRANSITION_LENGTHS,
  VOCAL_ENTRY_BEATS,
  VOCAL_GAIN_DELTAS_DB,
} from './knobs';
import { MOMENTS, type Moment } from './moments';

export interface Variation {
  casting: Casting;
  skeleton: Skeleton;
  knobs: Knobs;
}

/** Rounds over all castings and families; later ones only where earlier ones were rejected or alike. */
const ROUNDS = 7;
/** From this creativity on there are surprises. */
const MOMENTS_FROM_CREATIVITY = 2;
/** Families in the order in which a wish for structure likes them. */
const FAMILY_ORDER: Readonly<Record<'build' | 'immediate', readonly Family[]>> = {
  build: ['standard-arc', 'dj-lift', 'quick-hit', 'hook-first'],
  immediate: ['hook-first', 'quick-hit', 'standard-arc', 'dj-lift'],
};

/** Variations in order of trust; the same seed gives the same list. */
export function* listVariations(
  castings: readonly Casting[],
  intent: PromptIntent,
  random: Random,
): Generator<Variation> {
  const order = intent.structure === null ? FAMILIES : FAMILY_ORDER[intent.structure];
  const styles = transitionStyles(intent);
  const offset = random.integer(12);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [castingIndex, casting] of castings.entries()) {
      for (const [familyIndex, family] of order.entries()) {
        const skeletons = skeletonsFor(family, intent);
        const step = round + castingIndex;
        yield {
          casting,
          skeleton: skeletons[step % skeletons.length],
          knobs: knobsFor(
            family,
            step,
            step + familyIndex + (round === 0 ? 0 : offset),
            styles,
            intent,
          ),
        };
      }
    }
  }
}

/** A family's skeletons that suit the sentence, by arc first and pace next; all where none does. */
function skeletonsFor(family: Family, intent: PromptIntent): readonly Skeleton[] {
  const wantsDrop =
    intent.drop !== 'none' && (intent.drop === 'wanted' || genreRules(intent.genre).arc === 'edm');
  const arc: Trait = wantsDrop ? 'edm' : 'classic';
  const pace: Trait | null = intent.structure === 'build' ? 'slow-build' : intent.structure;
  let fitting = SKELETONS.filter((skeleton) => skeleton.family === family);
  if (pace !== null) fitting = orAll(fitting, (skeleton) => skeleton.traits.includes(pace));
  fitting = orAll(fitting, (skeleton) => skeleton.traits.includes(arc));
  if (pace === null) fitting = orAll(fitting, (skeleton) => !isOnlyFor(skeleton, 'slow-build'));
  if (intent.breakdown === 'none') {
    fitting = orAll(fitting, (skeleton) =>
      skeleton.slots.every((slot) => slot.label !== 'breakdown'),
    );
  }
  return fitting;
}

function isOnlyFor(skeleton: Skeleton, trait: Trait): boolean {
  return skeleton.traits.includes(trait) && !skeleton.traits.includes('edm');
}

function orAll(list: Skeleton[], test: (skeleton: Skeleton) => boolean): Skeleton[] {
  const passing = list.filter(test);
  return passing.length > 0 ? passing : list;
}

/**
 * The styles to go through: the asked ones; else the genre's, its favourite twice as often; with neither
 * a genre nor a wish to keep it clean, all.
 */
function transitionStyles(intent: PromptIntent): TransitionType[] {
  const isAllowed = (type: TransitionType) => !intent.transitionsAvoided.includes(type);
  if (intent.transitions.length > 0) return intent.transitions.filter(isAllowed);
  const preferred = genreRules(intent.genre).transitions;
  const rest = TRANSITION_TYPES.filter((type) => !preferred.includes(type));
  const isFree = intent.genre === null && intent.creativity > 0;
  const styles = [...preferred, ...(isFree ? rest : preferred.slice(0, 1))].filter(isAllowed);
  return styles.length > 0 ? styles : ['cut'];
}

function knobsFor(
  family: Family,
  round: number,
  turn: number,
  styles: readonly TransitionType[],
  intent: PromptIntent,
): Knobs {
  return {
    vocalEntryBeat: entryFor(family, turn, intent),
    breakdownPosition: BREAKDOWN_POSITIONS[turn % BREAKDOWN_POSITIONS.length],
    transitionStyle: styles[turn % styles.length],
    transitionBeats:
      intent.energy === 'low' ? 8 : TRANSITION_LENGTHS[(turn + 1) % TRANSITION_LENGTHS.length],
    vocalGainDeltaDb: round === 0 ? 0 : vocalDelta(turn, intent),
    singsInDrop: round % 2 === 1 || intent.drop !== 'wanted',
    moment: momentFor(turn, intent),
    materialRank: round,
  };
}

function entryFor(family: Family, turn: number, intent: PromptIntent): number {
  if (intent.structure === 'immediate') return VOCAL_ENTRY_BEATS[0];
  if (intent.structure === 'build') return VOCAL_ENTRY_BEATS[2];
  if (family === 'hook-first' || family === 'quick-hit') return VOCAL_ENTRY_BEATS[turn % 2];
  return VOCAL_ENTRY_BEATS[1 + (turn % 2)];
}

/** None where it should be clean or plain, every other candidate at 2, all from 3 on. */
function momentFor(turn: number, intent: PromptIntent): Moment | null {
  if (intent.creativity < MOMENTS_FROM_CREATIVITY) return null;
  if (intent.creativity === MOMENTS_FROM_CREATIVITY && turn % 2 === 1) return null;
  const moment = MOMENTS[turn % MOMENTS.length];
  const isAvoided = moment === 'filter-rise' && intent.transitionsAvoided.includes('filter-sweep');
  return isAvoided ? 'drop-out' : moment;
}

function vocalDelta(turn: number, intent: PromptIntent): number {
  const [low, lower, none, up] = VOCAL_GAIN_DELTAS_DB;
  if (intent.vocalProminence === 'prominent') return turn % 2 === 0 ? none : up;
  if (intent.vocalProminence === 'little') return turn % 2 === 0 ? low : lower;
  return [none, lower, up][turn % 3];
}
