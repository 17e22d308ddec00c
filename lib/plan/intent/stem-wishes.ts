/** Wishes about stems: "no drums", "only bass", "keep the piano", "more bass", "drums louder". */
import { INSTRUMENT_STEM_NAMES, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { Item } from './items';
import { STEM_CUES, STEM_MEANINGS, STEM_WORDS } from './lexicon';
import type { Understood, Wishes } from './prompt-intent';

type Cue = keyof typeof STEM_CUES;

/** What "more" and "less" of a stem come to. */
const STEP_DB = 3;
const ARTICLES = new Set([
  'the',
  'any',
  'a',
  'all',
  'your',
  'its',
  'his',
  'her',
  'of',
  'lead',
  'much',
  'many',
  'on',
  'in',
]);

const DENIALS = new Set(['not', 'dont', 'never', 'cant', 'cannot', 'shouldnt', 'wont']);

export interface StemWish {
  understood: Understood;
  indices: number[];
}

/** Reads a wish that starts at an item: a cue and the stems after it, or a stem and the cue after it. */
export function readStemWish(items: readonly Item[], at: number): StemWish | null {
  const cue = readCue(items, at);
  if (cue !== null) {
    const list = readStemList(items, cue.to, cue.cue !== 'more');
    if (list === null) return null;
    const isTurned = cue.cue === 'out' && isDenied(items, at);
    const indices = [...range(isTurned ? at - 1 : at, cue.to), ...list.indices];
    return wish(items, isTurned ? 'in' : cue.cue, list.stems, indices);
  }
  const stem = readStem(items, at);
  if (stem === null || items[stem.to - 1].endsClause) return null;
  const after = items[stem.to]?.word ?? '';
  const trailing = (['only', 'more', 'less'] as const).find((name) =>
    (STEM_CUES[name] as readonly string[]).includes(after),
  );
  if (trailing === undefined || after === 'just' || items[stem.to].isUsed) return null;
  // "bass big drop": the cue belongs to what follows
  const isLast =
    items[stem.to].endsClause ||
    stem.to === items.length - 1 ||
    trailing === 'only' ||
    after === 'heavy';
  return isLast ? wish(items, trailing, [stem.stem], range(at, stem.to + 1)) : null;
}

/** "not without drums", "don't drop the bass": twice no is yes. */
function isDenied(items: readonly Item[], at: number): boolean {
  const before = items[at - 1];
  return before !== undefined && !before.endsClause && DENIALS.has(before.word);
}

function readCue(items: readonly Item[], at: number): { cue: Cue; to: number } | null {
  for (const cue of Object.keys(STEM_CUES) as Cue[]) {
    for (const phrase of STEM_CUES[cue]) {
      const words = phrase.split(' ');
      const isHere = words.every(
        (word, k) => items[at + k]?.word === word && !items[at + k].isUsed,
      );
      if (isHere && !items[at + words.length - 1].endsClause) return { cue, to: at + words.length };
    }
  }
  return null;
}

/** Stems in a row: "drums", "the drums or bass", "drums, bass and piano". */
function readStemList(
  items: readonly Item[],
  at: number,
  mayContinue: boolean,
): { stems: StemName[]; indices: number[] } | null {
  const stems: StemName[] = [];
  const indices: number[] = [];
  let place = skipArticles(items, at);
  for (;;) {
    const stem = readStem(items, place);
    if (stem === null) break;
    stems.push(stem.stem);
    indices.push(...range(place, stem.to));
    if (!mayContinue) break;
    place = stem.to;
    if (['and', 'or', 'nor'].includes(items[place]?.word ?? ''))
      place = skipArticles(items, place + 1);
    else if (!items[place - 1].endsClause) break;
    // "no drums, bass only": the next stem has a cue of its own
    const next = readStem(items, place);
    if (next !== null && (STEM_CUES.only as readonly string[]).includes(items[next.to]?.word ?? ''))
      break;
  }
  return stems.length === 0 ? null : { stems, indices };
}

function readStem(items: readonly Item[], at: number): { stem: StemName; to: number } | null {
  for (const size of [2, 1]) {
    const words = items.slice(at, at + size);
    if (words.length < size || words.some((item) => item.isUsed)) continue;
    const text = words.map((item) => item.word).join(' ');
    const stem = STEM_NAMES.find((name) => STEM_WORDS[name].includes(text));
    if (stem !== undefined) return { stem, to: at + size };
  }
  return null;
}

function skipArticles(items: readonly Item[], at: number): number {
  let place = at;
  while (place < items.length && ARTICLES.has(items[place].word) && place - at < 3) place += 1;
  return place;
}

function wish(items: readonly Item[], cue: Cue, stems: StemName[], indices: number[]): StemWish {
  const names = stems.map((stem) => STEM_MEANINGS[stem]).join(', ');
  const words = indices.map((index) => items[index].text).join(' ');
  const made = (set: Partial<Wishes>, field: Understood['field'], meaning: string): StemWish => ({
    understood: { field, words, meaning, set },
    indices,
  });
  if (cue === 'out') return made({ stemsOut: stems }, 'stemsOut', `Without ${names}`);
  if (cue === 'in' && stems.includes('vocals')) {
    return made({ vocalProminence: 'prominent' }, 'vocalProminence', 'Voice up front');
  }
  if (cue === 'in') return made({ stemsIn: stems }, 'stemsIn', `Keep ${names}`);
  if (cue === 'only') {
    const others = INSTRUMENT_STEM_NAMES.filter((stem) => !stems.includes(stem));
    const isVoiceOnly = stems.every((stem) => stem === 'vocals');
    if (isVoiceOnly)
      return made({ vocalProminence: 'prominent' }, 'vocalProminence', 'Voice up front');
    return made(
      { stemsOut: others, stemsIn: stems },
      'stemsOut',
      `Of the instruments only ${names}`,
    );
  }
  if (stems.includes('vocals')) {
    return cue === 'more'
      ? made({ vocalProminence: 'prominent' }, 'vocalProminence', 'Voice up front')
      : made({ vocalProminence: 'little' }, 'vocalProminence', 'Little voice');
  }
  const gains = Object.fromEntries(
    stems.map((stem) => [stem, cue === 'more' ? STEP_DB : -STEP_DB]),
  );
  return made({ stemGainDb: gains }, 'stemGainDb', `${cue === 'more' ? 'More' : 'Less'} ${names}`);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, k) => from + k);
}
