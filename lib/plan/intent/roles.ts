/** Who sings, from the sentence: "X's vocals over Y", "A on top of B", "the beat of B", "let X sing". */
import { otherSide, type SongSide } from '@/lib/music/stem-names';
import type { Item } from './items';
import { NEGATIONS } from './lexicon';
import type { Understood } from './prompt-intent';

const VOICE_NOUNS = new Set([
  'vocals',
  'vocal',
  'voice',
  'voices',
  'singing',
  'singer',
  'vox',
  'rapping',
  'lyrics',
  'acapella',
  'acappella',
  'accapella',
  'cappella',
  'verse',
  'verses',
  'hook',
  'rap',
  'mic',
]);
const SING_VERBS = new Set(['sings', 'sing', 'singing', 'raps', 'rapping']);
const BEAT_NOUNS = new Set([
  'beat',
  'beats',
  'instrumental',
  'instrumentals',
  'backing',
  'drums',
  'production',
  'groove',
  'riddim',
  'music',
  'instruments',
]);
/** What is sung over a song is another's voice. */
const ATOP = new Set(['over', 'atop', 'above']);
const OVER = new Set(['over', 'on', 'onto', 'atop', 'above']);
const UNDER = new Set(['under', 'underneath', 'beneath', 'below']);
const FROM = new Set(['of', 'from', 'by']);
/** What may stand between a negation and its song: "don't use the …". */
const BETWEEN = new Set(['the', 'any', 'use', 'want', 'have', 'take', 'let', 'put']);
/** Furthest that a noun may stand from its song, in words. */
const REACH = 3;

export interface RoleReading {
  vocalSong: SongSide;
  understood: Understood;
}

/** Reads who sings; marks the words that it took. Null where the sentence does not say. */
export function readRoles(items: Item[]): RoleReading | null {
  const mentions = items.flatMap((item, index) =>
    item.song === null ? [] : [{ song: item.song, index }],
  );
  for (const { song, index } of mentions) {
    const noun = findNoun(items, index, VOICE_NOUNS) ?? findVerb(items, index);
    if (noun !== null)
      return reading(
        items,
        isNegated(items, Math.min(index, noun)) ? otherSide(song) : song,
        index,
        noun,
      );
  }
  for (const { song, index } of mentions) {
    const noun = findNoun(items, index, BEAT_NOUNS);
    if (noun !== null)
      return reading(
        items,
        isNegated(items, Math.min(index, noun)) ? song : otherSide(song),
        index,
        noun,
      );
  }
  for (let k = 0; k + 1 < mentions.length; k++) {
    const [one, other] = [mentions[k], mentions[k + 1]];
    if (one.song === other.song) continue;
    const between = items.slice(one.index + 1, other.index).map((item) => item.word);
    if (between.some((word) => OVER.has(word)))
      return reading(items, one.song, one.index, other.index);
    if (between.some((word) => UNDER.has(word)))
      return reading(items, other.song, one.index, other.index);
  }
  for (const { song, index } of mentions) {
    const isOver = index >= 2 && ATOP.has(items[index - 1].word) && !items[index - 1].endsClause;
    const isSung =
      VOICE_NOUNS.has(items[index - 2]?.word) || SING_VERBS.has(items[index - 2]?.word);
    if (isOver && isSung && !isNegated(items, index - 2))
      return reading(items, otherSide(song), index - 2, index);
  }
  return null;
}

/** "X's (lovely) vocals", "the vocals (of|from|by) X", "X on vocals". */
function findNoun(items: readonly Item[], song: number, nouns: ReadonlySet<string>): number | null {
  for (let i = song + 1; i <= song + REACH && i < items.length; i++) {
    if (items[i - 1].endsClause || items[i].song !== null) break;
    const isClose =
      items[song].isPossessive || i === song + 1 || (i === song + 2 && items[i - 1].word === 'on');
    if (nouns.has(items[i].word) && isClose) return i;
    if (OVER.has(items[i].word) && i > song + 1) break;
  }
  for (let i = song - 1; i >= song - REACH && i > 0; i--) {
    if (items[i].endsClause || items[i].song !== null) break;
    if (FROM.has(items[i].word) && nouns.has(items[i - 1].word)) return i - 1;
  }
  return null;
}

/** "X sings", "let X sing", "sung by X". */
function findVerb(items: readonly Item[], song: number): number | null {
  if (!items[song].endsClause && SING_VERBS.has(items[song + 1]?.word ?? '')) return song + 1;
  if (items[song - 1]?.word === 'by' && ['sung', 'rapped'].includes(items[song - 2]?.word ?? ''))
    return song - 2;
  return null;
}

function isNegated(items: readonly Item[], at: number): boolean {
  const before = items.slice(Math.max(0, at - 3), at).filter((item) => !BETWEEN.has(item.word));
  const last = before.at(-1);
  return last !== undefined && !last.endsClause && NEGATIONS.includes(last.word);
}

function reading(items: Item[], vocalSong: SongSide, one: number, other: number): RoleReading {
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  for (let i = from; i <= to; i++) {
    items[i].isSpent = true;
    if (BEAT_NOUNS.has(items[i].word)) items[i].isUsed = true;
  }
  // "…over B's beat": the instrumental song's noun is no wish for less voice
  for (const [index, item] of items.entries()) {
    if (item.song === null) continue;
    const noun = findNoun(items, index, BEAT_NOUNS) ?? findNoun(items, index, VOICE_NOUNS);
    if (noun === null) continue;
    items[noun].isSpent = true;
    if (BEAT_NOUNS.has(items[noun].word)) items[noun].isUsed = true;
  }
  const words = items.slice(from, to + 1).map((item) => item.text);
  return {
    vocalSong,
    understood: {
      field: 'vocalSong',
      words: words.join(' '),
      meaning: `Song ${vocalSong.toUpperCase()} sings`,
      set: { vocalSong },
    },
  };
}
