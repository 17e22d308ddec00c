/** The lexicon made ready for matching: phrases by their first word, longest first. */
import { GENRE_RULES, type Genre } from '../rules/genres';
import type { Item } from './items';
import {
  type Effect,
  GENRE_WORDS,
  LEXICON,
  type LexiconEntry,
  NEGATION_FILLERS,
  NEGATIONS,
  STEM_CUES,
  STEM_WORDS,
  STOP_WORDS,
} from './lexicon';

interface Phrase {
  words: string[];
  entry: LexiconEntry;
}

/** A phrase found: its entry and the items that it took. */
export interface PhraseFound {
  entry: LexiconEntry;
  indices: number[];
}

/** Longest run of other words that a `~` stands for. */
const GAP = 2;

function genreEntries(): LexiconEntry[] {
  return (Object.keys(GENRE_WORDS) as Genre[]).map((genre) => {
    const effect: Effect = { set: { genre }, meaning: `Genre: ${GENRE_RULES[genre].name}` };
    return { ...effect, phrases: GENRE_WORDS[genre], negated: null };
  });
}

const PHRASES: ReadonlyMap<string, Phrase[]> = (() => {
  const index = new Map<string, Phrase[]>();
  for (const entry of [...genreEntries(), ...LEXICON]) {
    for (const phrase of entry.phrases) {
      const words = phrase.split(' ');
      const list = index.get(words[0]) ?? [];
      list.push({ words, entry });
      index.set(words[0], list);
    }
  }
  const size = (phrase: Phrase) => phrase.words.filter((word) => word !== '~').length;
  for (const list of index.values()) list.sort((x, y) => size(y) - size(x));
  return index;
})();

const CONTENT_WORDS: readonly string[] = [
  ...[...PHRASES.values()].flat().flatMap((phrase) => phrase.words),
  ...Object.values(STEM_WORDS).flatMap((words) => words.flatMap((word) => word.split(' '))),
  'minutes',
  'seconds',
  'bpm',
].filter((word) => word !== '~');

/** Words that mean something by themselves. */
export const MEANINGFUL_WORDS: ReadonlySet<string> = new Set(CONTENT_WORDS);

/** Words that say nothing about the remix, or only together with others. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set(STOP_WORDS);

/** Every word that needs no correction. */
export const KNOWN_WORDS: ReadonlySet<string> = new Set([
  ...CONTENT_WORDS,
  ...STOP_WORDS,
  ...NEGATIONS,
  ...NEGATION_FILLERS,
  ...Object.values(STEM_CUES).flatMap((cues) => cues.flatMap((cue) => cue.split(' '))),
]);

/** The longest phrase of at least `minimumWords` words that starts at an item. */
export function matchPhrase(
  items: readonly Item[],
  at: number,
  minimumWords: number,
): PhraseFound | null {
  for (const { words, entry } of PHRASES.get(items[at].word) ?? []) {
    const indices = matchWords(items, at, words);
    if (indices !== null && indices.length >= minimumWords) return { entry, indices };
  }
  return null;
}

function matchWords(items: readonly Item[], at: number, words: readonly string[]): number[] | null {
  const indices: number[] = [];
  let place = at;
  for (let k = 0; k < words.length; k++) {
    if (words[k] === '~') {
      const wanted = words[k + 1];
      let skipped = 0;
      while (skipped < GAP && isFree(items[place]) && items[place].word !== wanted) {
        place += 1;
        skipped += 1;
      }
      continue;
    }
    if (!isFree(items[place]) || items[place].word !== words[k]) return null;
    indices.push(place);
    place += 1;
  }
  return indices;
}

function isFree(item: Item | undefined): item is Item {
  return item !== undefined && !item.isUsed;
}
