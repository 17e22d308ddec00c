/** What was understood as chips: together they are the wishes, and each can be changed or left out. */
import { STEM_NAMES } from '@/lib/music/stem-names';
import { TRANSITION_TYPES } from '../remix-plan';
import { GENRES, genreRules } from '../rules/genres';
import { type Effect, STEM_MEANINGS } from './lexicon';
import {
  neutralWishes,
  type PromptIntent,
  type Understood,
  type Wishes,
  type WishField,
} from './prompt-intent';

/** What a user made of a chip; the chip is known by its field and its words. */
export interface ChipChange extends Pick<Understood, 'field' | 'words'> {
  /** null = left out. */
  to: Effect | null;
}

/** The wishes that chips add up to: later scalars replace earlier ones, lists grow. */
export function wishesOf(chips: readonly Pick<Understood, 'set'>[]): Wishes {
  const wishes = neutralWishes();
  for (const { set } of chips) mergeWishes(wishes, set);
  return wishes;
}

/** The intent with its chips as the user changed them; changes of chips that are gone do nothing. */
export function withChipChanges(
  intent: PromptIntent,
  changes: readonly ChipChange[],
): PromptIntent {
  if (changes.length === 0) return intent;
  const understood = intent.understood.flatMap((chip) => {
    const change = changes.findLast((one) => isFor(one, chip));
    if (change === undefined) return [chip];
    return change.to === null ? [] : [{ ...chip, ...change.to }];
  });
  return { ...intent, ...wishesOf(understood), understood };
}

/** The changes that lead from what was understood to what was kept. */
export function chipChangesBetween(
  understood: readonly Understood[],
  kept: readonly Understood[],
): ChipChange[] {
  return understood.flatMap((chip): ChipChange[] => {
    const now = kept.find((one) => isFor(one, chip));
    if (now?.meaning === chip.meaning) return [];
    const to = now ? { set: now.set, meaning: now.meaning } : null;
    return [{ field: chip.field, words: chip.words, to }];
  });
}

/** What a chip may be changed to; empty where it can only be left out. */
export function chipChoices({ field }: Pick<Understood, 'field'>): readonly Effect[] {
  return CHOICES[field] ?? [];
}

function isFor(one: Pick<Understood, 'field' | 'words'>, chip: Understood): boolean {
  return one.field === chip.field && one.words === chip.words;
}

function part(field: 'intro' | 'breakdown' | 'outro'): Effect[] {
  return [
    { set: { [field]: 'none' }, meaning: `No ${field}` },
    { set: { [field]: 'short' }, meaning: `A short ${field}` },
    { set: { [field]: 'long' }, meaning: `A long ${field}` },
  ];
}

const CREATIVITY_NAMES = ['Clean', 'Nothing wild', 'Creative', 'Wild', 'Experimental'] as const;

const TRANSITION_NAMES = {
  cut: 'cuts',
  crossfade: 'crossfades',
  'filter-sweep': 'filter sweeps',
  'silence-gap': 'gaps of silence',
  'bass-swap': 'bass swaps',
  'echo-tail': 'echo tails',
  'drop-out': 'drop-outs',
} as const;

const CHOICES: Readonly<Partial<Record<WishField, readonly Effect[]>>> = {
  vocalSong: (['a', 'b'] as const).map((side) => ({
    set: { vocalSong: side },
    meaning: `Song ${side.toUpperCase()} sings`,
  })),
  genre: GENRES.map((genre) => ({ set: { genre }, meaning: genreRules(genre).name })),
  energy: [
    { set: { energy: 'low' }, meaning: 'Low energy' },
    { set: { energy: 'medium' }, meaning: 'Medium energy' },
    { set: { energy: 'high' }, meaning: 'High energy' },
  ],
  structure: [
    { set: { structure: 'build' }, meaning: 'A long build, late peak' },
    { set: { structure: 'immediate' }, meaning: 'Straight in' },
  ],
  creativity: ([0, 1, 2, 3, 4] as const).map((creativity) => ({
    set: { creativity },
    meaning: `${CREATIVITY_NAMES[creativity]} (creativity ${creativity})`,
  })),
  vocalProminence: [
    { set: { vocalProminence: 'prominent' }, meaning: 'Voice up front' },
    { set: { vocalProminence: 'little' }, meaning: 'Little voice' },
  ],
  lengthSeconds: [30, 45, 60, 90, 120, 180].map((lengthSeconds) => ({
    set: { lengthSeconds },
    meaning: `About ${lengthSeconds} seconds`,
  })),
  tempo: [
    { set: { tempo: { kind: 'relative', direction: 'faster' } }, meaning: 'Faster' },
    { set: { tempo: { kind: 'relative', direction: 'slower' } }, meaning: 'Slower' },
  ],
  stemsOut: STEM_NAMES.map((stem) => ({
    set: { stemsOut: [stem] },
    meaning: `Without ${STEM_MEANINGS[stem]}`,
  })),
  stemsIn: STEM_NAMES.map((stem) => ({
    set: { stemsIn: [stem] },
    meaning: `Keep ${STEM_MEANINGS[stem]}`,
  })),
  stemGainDb: STEM_NAMES.flatMap((stem) => [
    { set: { stemGainDb: { [stem]: 3 } }, meaning: `More ${STEM_MEANINGS[stem]}` },
    { set: { stemGainDb: { [stem]: -3 } }, meaning: `Less ${STEM_MEANINGS[stem]}` },
  ]),
  transitions: TRANSITION_TYPES.map((type) => ({
    set: { transitions: [type] },
    meaning: `With ${TRANSITION_NAMES[type]}`,
  })),
  transitionsAvoided: TRANSITION_TYPES.map((type) => ({
    set: { transitionsAvoided: [type] },
    meaning: `No ${TRANSITION_NAMES[type]}`,
  })),
  drop: [
    { set: { drop: 'wanted' }, meaning: 'Builds to a drop' },
    { set: { drop: 'none' }, meaning: 'No drop' },
  ],
  intro: part('intro'),
  breakdown: part('breakdown'),
  outro: part('outro'),
};

/** Later scalars replace earlier ones, lists grow, gains are set by stem. */
export function mergeWishes(wishes: Wishes, set: Partial<Wishes>): void {
  const { stemsOut, stemsIn, stemGainDb, transitions, transitionsAvoided, ...scalars } = set;
  Object.assign(wishes, scalars);
  const union = <T>(one: T[], more: T[] = []) => [...new Set([...one, ...more])];
  wishes.stemsOut = union(
    wishes.stemsOut.filter((stem) => !stemsIn?.includes(stem)),
    stemsOut,
  );
  wishes.stemsIn = union(wishes.stemsIn, stemsIn).filter((stem) => !wishes.stemsOut.includes(stem));
  wishes.stemGainDb = { ...wishes.stemGainDb, ...stemGainDb };
  wishes.transitionsAvoided = union(wishes.transitionsAvoided, transitionsAvoided);
  wishes.transitions = union(wishes.transitions, transitions).filter(
    (type) => !wishes.transitionsAvoided.includes(type),
  );
}
