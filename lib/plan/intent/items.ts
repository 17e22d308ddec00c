/** The sentence as the parser works on it: words with the songs' names already recognised. */
import { otherSide, type SongSide } from '@/lib/music/stem-names';
import { editDistance } from './misspellings';
import type { SongName } from './prompt-intent';
import { normaliseWord, type Token, tokenize } from './tokens';

export interface Item extends Token {
  /** The song that this stands for. */
  song: SongSide | null;
  /** Taken by an interpretation; no other may take it. */
  isUsed: boolean;
  /** Said its part in an interpretation but may serve another; not shown as ignored. */
  isSpent: boolean;
}

/** Words that show that the word before them is a song. */
const AFTER_SONG = new Set([
  'on',
  'over',
  'onto',
  'atop',
  'sings',
  'vocals',
  'vocal',
  'voice',
  'singing',
  'raps',
  'rapping',
  'acapella',
  'beat',
  'drums',
  'instrumental',
  'under',
  'groove',
]);
/** Words that show that the word after them is a song. */
const BEFORE_SONG = new Set([
  'over',
  'on',
  'of',
  'onto',
  'from',
  'by',
  'song',
  'deck',
  'atop',
  'track',
  'under',
  'let',
]);
/** Of these "a" may be the article: "but a vocal intro", "with a beat". */
const AFTER_ARTICLE = new Set([
  'vocal',
  'voice',
  'beat',
  'instrumental',
  'groove',
  'singing',
  'acapella',
]);
/** "let A sing", "have B rap". */
const BEFORE_SINGER = new Set(['let', 'have', 'has', 'make', 'hear', 'want']);
/** Titles that a file without tags carries. */
const EMPTY_NAMES = new Set(['', 'unknown', 'untitled', 'track', 'mix', 'audio']);
/** From this length on a name's word may have one slip. */
const FORGIVING_LENGTH = 5;

/** Shorter words of a name are right or wrong. */
const SHORTEST_SLIP = 3;

interface Name {
  song: SongSide;
  words: string[];
}

/**
 * Reads a sentence into items; mentions of a song ("song A", "B", its title, its artist) become one
 * item each. `isKnownWord` says whether a word already means something: a one-word title that does
 * ("Faster") counts as a song only in a song's place.
 */
export function readItems(
  prompt: string,
  songs: Record<SongSide, SongName>,
  isKnownWord: (word: string) => boolean,
): Item[] {
  const tokens = tokenize(prompt);
  const names = songNames(songs);
  const items: Item[] = [];
  for (let i = 0; i < tokens.length; ) {
    const mention = readName(tokens, i, names, isKnownWord) ?? readLetter(tokens, i);
    if (mention === null) {
      items.push({ ...tokens[i], song: null, isUsed: false, isSpent: false });
      i += 1;
      continue;
    }
    const last = tokens[mention.to - 1];
    items.push({
      ...last,
      word: '',
      text: tokens
        .slice(i, mention.to)
        .map((token) => token.text)
        .join(' '),
      song: mention.song,
      isUsed: true,
      isSpent: true,
    });
    i = mention.to;
  }
  return items;
}

/** What each song may be called, longest first; a name that both share names neither. */
function songNames(songs: Record<SongSide, SongName>): Name[] {
  const names: Name[] = [];
  for (const song of ['a', 'b'] as const) {
    const { title, artist } = songs[song];
    const plainTitle = title.replace(/[([].*?[)\]]/g, ' ').replace(/\b(feat|ft)\b.*$/i, ' ');
    for (const name of [title, plainTitle, artist, ...artist.split(/,|&| feat\.? | ft\.? | x /i)]) {
      const words = tokenize(name).map((token) => token.word);
      if (!EMPTY_NAMES.has(words.join(' '))) names.push({ song, words });
    }
  }
  const isShared = (name: Name) =>
    names.some(
      (other) =>
        other.song === otherSide(name.song) && other.words.join(' ') === name.words.join(' '),
    );
  return names.filter((name) => !isShared(name)).sort((x, y) => y.words.length - x.words.length);
}

function readName(
  tokens: readonly Token[],
  at: number,
  names: readonly Name[],
  isKnownWord: (word: string) => boolean,
): { song: SongSide; to: number } | null {
  for (const { song, words } of names) {
    const isHere = words.every((word, k) => isSameWord(tokens[at + k]?.word, word));
    if (!isHere && !isNearlyHere(tokens, at, words)) continue;
    const to = at + words.length;
    const isOrdinary = words.every((word) => word.length < 3 || isKnownWord(word));
    if (isOrdinary && !isInSongsPlace(tokens, at, to)) continue;
    return { song, to };
  }
  return null;
}

/** "Night Buss": one slip in one short word, where another word of the name is right. */
function isNearlyHere(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  const wrong = words.filter((word, k) => !isSameWord(tokens[at + k]?.word, word));
  const [slip] = wrong;
  if (wrong.length !== 1 || words.length < 2 || slip.length < SHORTEST_SLIP) return false;
  const written = tokens[at + words.indexOf(slip)]?.word ?? '';
  return written[0] === slip[0] && editDistance(written, slip) === 1;
}

function isSameWord(word: string | undefined, name: string): boolean {
  if (word === undefined) return false;
  if (word === name) return true;
  return name.length >= FORGIVING_LENGTH && word[0] === name[0] && editDistance(word, name) <= 1;
}

/** Whether the words around say that a song is meant. */
function isInSongsPlace(tokens: readonly Token[], from: number, to: number): boolean {
  const isCapitalised = from > 0 && /^\p{Lu}/u.test(tokens[from].text);
  return (
    isCapitalised ||
    tokens[to - 1].isPossessive ||
    AFTER_SONG.has(tokens[to]?.word ?? '') ||
    (BEFORE_SONG.has(tokens[from - 1]?.word ?? '') &&
      (tokens[to - 1].endsClause || to === tokens.length))
  );
}

/** "song A", "track b", "deck a", "A's", "a over b". */
function readLetter(tokens: readonly Token[], at: number): { song: SongSide; to: number } | null {
  const word = tokens[at].word;
  const next = tokens[at + 1]?.word ?? '';
  if (['song', 'track', 'deck'].includes(word) && !tokens[at].endsClause) {
    const isLetter = next === 'a' || next === 'b';
    const endsHere =
      at + 2 >= tokens.length || tokens[at + 1].endsClause || tokens[at + 1].isPossessive;
    if (isLetter && (next === 'b' || endsHere || AFTER_SONG.has(tokens[at + 2].word))) {
      return { song: next, to: at + 2 };
    }
  }
  const ordinal = ({ first: 'a', second: 'b' } as const)[normaliseWord(word)];
  if (ordinal && ['song', 'track', 'one'].includes(next)) return { song: ordinal, to: at + 2 };
  if (word === 'b' && next !== 'boy') return { song: 'b', to: at + 1 };
  if (word !== 'a') return null;
  const isLast = at === tokens.length - 1 || tokens[at].endsClause;
  // "a vocal over b": where the other letter follows, this one is a song
  const mayBeArticle =
    AFTER_ARTICLE.has(next) && !tokens.slice(at + 2).some((token) => token.word === 'b');
  const isSinger =
    BEFORE_SINGER.has(tokens[at - 1]?.word ?? '') && (next === 'sing' || next === 'rap');
  const isSong =
    tokens[at].isPossessive ||
    isLast ||
    isSinger ||
    (AFTER_SONG.has(next) && !mayBeArticle) ||
    (next === 'and' && tokens[at + 2]?.word === 'b');
  return isSong ? { song: 'a', to: at + 1 } : null;
}
