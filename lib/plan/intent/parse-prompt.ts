/** The sentence → what it asks for. */
import type { SongSide } from '@/lib/music/stem-names';
import { mergeWishes, wishesOf } from './chips';
import { type Item, readItems } from './items';
import { type Effect, NEGATION_FILLERS, NEGATIONS, STEM_WORDS } from './lexicon';
import { correctSpelling } from './misspellings';
import { findNumbers } from './numbers';
import {
  EMPTY_WORDS,
  KNOWN_WORDS,
  MEANINGFUL_WORDS,
  matchPhrase,
  type PhraseFound,
} from './phrase-index';
import {
  neutralWishes,
  type PromptIntent,
  type SongName,
  type Understood,
  type Wishes,
  type WishField,
} from './prompt-intent';
import { readRoles } from './roles';
import { readStemWish } from './stem-wishes';

/** Furthest that a negation reaches, in words. */
const NEGATION_REACH = 5;

/**
 * Reads a user's sentence. Every word ends up in a chip (`understood`), among the words that say
 * nothing, or in `ignored`. Where a sentence contradicts itself the later words win.
 */
export function parsePrompt(prompt: string, songs: Record<SongSide, SongName>): PromptIntent {
  const items = readItems(
    prompt,
    songs,
    (word) => MEANINGFUL_WORDS.has(word) || EMPTY_WORDS.has(word),
  );
  const reader = new SentenceReader(items);
  return { ...reader.read(), prompt };
}

class SentenceReader {
  /** What has been read so far, for words whose meaning depends on it. */
  private readonly wishes: Wishes = neutralWishes();
  private readonly found: { at: number; chip: Understood }[] = [];
  private lastNegatedEnd = -1;

  constructor(private readonly items: Item[]) {}

  read(): Omit<PromptIntent, 'prompt'> {
    this.readNumbers();
    for (const item of this.items) {
      if (item.song === null && !item.isUsed) item.word = correctSpelling(item.word, KNOWN_WORDS);
    }
    const roles = readRoles(this.items);
    if (roles !== null) {
      this.wishes.vocalSong = roles.vocalSong;
      this.found.push({ at: 0, chip: roles.understood });
    }
    this.readSwap();
    for (let at = 0; at < this.items.length; at++) {
      if (!this.items[at].isUsed) this.readAt(at);
    }
    const found = this.found.sort((x, y) => x.at - y.at).map(({ chip }) => chip);
    const understood = withoutOverruled(found);
    return { ...wishesOf(understood), understood, ignored: this.leftOver() };
  }

  private readNumbers(): void {
    for (const number of findNumbers(this.items)) {
      const indices = Array.from({ length: number.to - number.from }, (_, k) => number.from + k);
      const isNegated = number.kind === 'tempo' && this.isNegatedAt(number.from);
      if (isNegated) continue;
      if (number.kind === 'length') {
        const seconds = Math.round(number.value);
        this.take(
          indices,
          { set: { lengthSeconds: seconds }, meaning: `About ${seconds} seconds` },
          'lengthSeconds',
        );
      } else {
        const bpm = number.value;
        this.take(
          indices,
          { set: { tempo: { kind: 'bpm', bpm } }, meaning: `At ${bpm} BPM` },
          'tempo',
        );
      }
    }
  }

  private readSwap(): void {
    const at = this.items.findIndex((item) =>
      ['swap', 'swapped', 'reverse', 'flip'].includes(item.word),
    );
    if (at < 0 || this.wishes.vocalSong !== null) return;
    const isNegated = this.isNegatedAt(at);
    if (isNegated) return;
    this.take([at], { set: { swapRoles: true }, meaning: 'The other song sings' }, 'swapRoles');
  }

  private readAt(at: number): void {
    const phrase = matchPhrase(this.items, at, 2);
    if (phrase !== null) {
      this.takePhrase(phrase);
      return;
    }
    const stems = readStemWish(this.items, at);
    if (stems !== null) {
      this.take(stems.indices, stems.understood, stems.understood.field);
      return;
    }
    const word = matchPhrase(this.items, at, 1);
    if (word !== null) this.takePhrase(word);
  }

  private takePhrase({ entry, indices }: PhraseFound): void {
    if (entry.isWeak && !this.mayTakeWeak(indices[0])) {
      this.spend(indices);
      return;
    }
    // "no longer than 60 seconds": the number says it
    const isComparison = this.items[indices[indices.length - 1] + 1]?.word === 'than';
    const setsLength = entry.set.lengthSeconds !== undefined;
    if (
      setsLength &&
      (isComparison || this.found.some(({ chip }) => chip.field === 'lengthSeconds'))
    ) {
      this.spend(indices);
      return;
    }
    const negation = this.negationBefore(indices[0]);
    if (negation === null) {
      const field = fieldOf(entry);
      if (field === null) this.spend(indices);
      else this.take(indices, entry, field);
      return;
    }
    this.lastNegatedEnd = indices[indices.length - 1];
    const field = entry.negated && fieldOf(entry.negated);
    if (entry.negated === null || field === null) return;
    this.take([negation, ...indices], entry.negated, field);
  }

  private take(indices: number[], effect: Effect, field: WishField): void {
    mergeWishes(this.wishes, effect.set);
    const sorted = [...new Set(indices)].filter((index) => index >= 0).sort((x, y) => x - y);
    const words = sorted.map((index) => this.items[index].text).join(' ');
    for (const index of sorted) this.items[index].isUsed = true;
    this.found.push({
      at: sorted[0],
      chip: { field, words, meaning: effect.meaning, set: effect.set },
    });
  }

  private spend(indices: readonly number[]): void {
    for (const index of indices) this.items[index].isSpent = true;
  }

  /** "beat" asks for little voice only where nothing else speaks of voices or describes the beat. */
  private mayTakeWeak(at: number): boolean {
    const speaksOfVoice = this.items.some((item) => STEM_WORDS.vocals.includes(item.word));
    const isDescribed = at > 0 && this.items[at - 1].isUsed;
    return (
      this.wishes.vocalSong === null &&
      this.wishes.vocalProminence === null &&
      !speaksOfVoice &&
      !isDescribed
    );
  }

  private isNegatedAt(at: number): boolean {
    return this.negationBefore(at) !== null;
  }

  /** Index of the negation that governs an item; -1 where it is carried over an "or"; null where none. */
  private negationBefore(at: number): number | null {
    for (let i = at - 1; i >= Math.max(0, at - NEGATION_REACH); i--) {
      const { word, endsClause, isUsed } = this.items[i];
      if (endsClause) return null;
      if (NEGATIONS.includes(word) && !isUsed) return i;
      if ((word === 'or' || word === 'nor') && this.lastNegatedEnd === i - 1) return -1;
      if (!NEGATION_FILLERS.includes(word)) return null;
    }
    return null;
  }

  private leftOver(): string[] {
    const words = this.items
      .filter(
        (item) =>
          !item.isUsed &&
          !item.isSpent &&
          !EMPTY_WORDS.has(item.word) &&
          !NEGATIONS.includes(item.word),
      )
      .filter((item) => !STEM_WORDS.vocals.includes(item.word))
      .map((item) => item.text);
    return [...new Set(words)];
  }
}

/** The field that a chip stands for: the first that its effect sets; null for an empty effect. */
function fieldOf(effect: Effect): WishField | null {
  return (Object.keys(effect.set)[0] as WishField | undefined) ?? null;
}

const LIST_FIELDS: readonly WishField[] = [
  'stemsOut',
  'stemsIn',
  'stemGainDb',
  'transitions',
  'transitionsAvoided',
];

/**
 * Of several chips for one scalar only the last holds: the others are not shown as understood. What is said
 * twice is shown once.
 */
function withoutOverruled(chips: readonly Understood[]): Understood[] {
  const isSame = (one: Understood, other: Understood) =>
    one.field === other.field && one.meaning === other.meaning;
  return chips.filter((chip, index) => {
    if (chips.slice(0, index).some((earlier) => isSame(earlier, chip))) return false;
    if (LIST_FIELDS.includes(chip.field)) return true;
    const last = chips.findLast((later) => later.field === chip.field);
    return last === undefined || isSame(last, chip);
  });
}
