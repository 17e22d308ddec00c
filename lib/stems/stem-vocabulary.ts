/** The words by which file names say what a stem holds, and where they stand in a name. */
import type { StemName } from '@/lib/music/stem-names';

/** What a file can be in a set of finished stems. */
export type StemRole = StemName | 'instrumental' | 'mix';

/** A reading of a name: its role, and what is left of the name without the words for it. */
export interface NameReading {
  role: StemRole;
  /** The rest in lower case with single spaces, for comparison; "" where nothing is left. */
  key: string;
  /** The rest as it was written, for people. */
  title: string;
}

/**
 * Phrases by role, as producers, sample shops and separators (Demucs, Spleeter, UVR) write them. The
 * longest phrase at a place counts: "bass drum" is a drum.
 */
const PHRASES: Record<StemRole, string[]> = {
  vocals: [
    ...['vocal', 'vocals', 'voc', 'vocs', 'voice', 'voices', 'vox', 'choir', 'adlib', 'adlibs'],
    ...['acapella', 'acappella', 'accapella', 'a capella', 'a cappella', 'acapela'],
    ...['bgv', 'bgvs', 'bgvox', 'bvox', 'leadvox', 'bg vox', 'lead vox', 'lead vocals'],
    ...['vocal chops', 'vocal fx', 'vox fx', 'vocals only'],
  ],
  drums: [
    ...['drum', 'drums', 'percussion', 'perc', 'percs', 'kick', 'kicks', 'snare', 'snares', 'clap'],
    ...['claps', 'hat', 'hats', 'hihat', 'hihats', 'hi hat', 'hi hats', 'toms', 'cymbals', 'crash'],
    ...[
      'overheads',
      'shaker',
      'beat',
      'beats',
      'breakbeat',
      'break beat',
      'bass drum',
      'kick drum',
    ],
    ...['drum kit', 'drum loop', 'drum bus', 'drums only'],
  ],
  bass: [
    ...['bass', 'basses', 'bassline', 'bass line', 'sub', 'subbass', 'sub bass', 'bass guitar'],
    ...['bass gtr', 'bass synth', 'synth bass', 'bass di', 'bass amp', 'bass only'],
  ],
  other: [
    ...['other', 'others', 'melody', 'melodies', 'music', 'synth', 'synths', 'keys', 'keyboard'],
    ...['keyboards', 'piano', 'guitar', 'guitars', 'gtr', 'gtrs', 'pad', 'pads', 'strings'],
    ...['chords', 'organ', 'arp', 'pluck', 'plucks', 'brass', 'horns', 'fx', 'harmonic'],
  ],
  instrumental: [
    ...['instrumental', 'instrumentals', 'inst', 'instr', 'karaoke', 'accompaniment'],
    ...['no vocals', 'no vocal', 'no vox', 'minus vocals', 'without vocals', 'off vocal'],
    ...['backing track', 'instrumental mix', 'instrumental version'],
  ],
  mix: [
    ...['mix', 'mixdown', 'mixed', 'master', 'mastered', 'premaster', 'full', 'full mix'],
    ...['full song', 'full track', 'full master', 'original mix', 'mix master', 'stereo mix'],
  ],
};

/** Words around a stem's name that say nothing about which song it is of. */
const FILLERS = new Set([
  ...['stem', 'stems', 'track', 'audio', 'lead', 'main', 'backing', 'bg', 'bus', 'group', 'di'],
  ...['amp', 'dry', 'wet', 'left', 'right', 'l', 'r', 'mono', 'stereo', 'only', 'bounce', 'print'],
  ...['take', 'loop', 'top', 'bottom', 'room', 'final'],
]);

/** Those that qualify the word after them; before a stem's word the others end the song's own name. */
const LEADING_FILLERS = new Set(['lead', 'main', 'backing', 'bg', 'dry', 'wet']);

const BRACKET = /[()[\]{}]/;

const LONGEST_PHRASE_WORDS = 3;

const ROLE_BY_PHRASE = new Map(
  Object.entries(PHRASES).flatMap(([role, phrases]) =>
    phrases.map((phrase) => [phrase, role as StemRole] as const),
  ),
);

interface Word {
  text: string;
  start: number;
  end: number;
}

/**
 * Reads a file name (without folder and extension) as that of a stem; null where no word says so.
 * Where several do, as in "Bass Face (Drums)", the first or the last counts.
 */
export function readStemName(name: string, which: 'first' | 'last'): NameReading | null {
  const text = name.normalize('NFKC');
  const words = wordsOf(text);
  const places = rolePlaces(words);
  const place = which === 'first' ? places[0] : places.at(-1);
  if (!place) return null;
  const before = words.slice(0, place.from);
  const after = words.slice(place.to);
  // "01 Vocals", "Vocals 2": numbers that count the files rather than name the song.
  if (before.length > 0 && isNumber(before[0])) before.shift();
  if (after.length > 0 && isNumber(after[0])) after.shift();
  const rest = [...before, ...after].filter(({ text }) => !FILLERS.has(text));
  return {
    role: place.role,
    key: rest.map(({ text }) => text).join(' '),
    title: rest.length > 0 ? tidyTitle(withoutPhrase(text, words, place)) : '',
  };
}

/** Cuts out a phrase with the fillers and the number that hang on to it: "(Lead Drums Stem 2)". */
function withoutPhrase(text: string, words: Word[], place: { from: number; to: number }): string {
  let { from, to } = place;
  const isBracketBefore = (index: number) =>
    BRACKET.test(text.slice(words[index - 1].end, words[index].start));
  while (from > 0 && LEADING_FILLERS.has(words[from - 1].text) && !isBracketBefore(from)) from--;
  while (
    to < words.length &&
    (FILLERS.has(words[to].text) || isNumber(words[to])) &&
    !isBracketBefore(to)
  ) {
    to++;
  }
  return `${text.slice(0, words[from].start)} ${text.slice(words[to - 1].end)}`;
}

/** The same form as {@link NameReading.key} for a name that names a song and nothing else. */
export function songKey(name: string): string {
  return wordsOf(name.normalize('NFKC'))
    .map(({ text }) => text)
    .filter((word, index) => !(index === 0 && /^\d/.test(word)) && !FILLERS.has(word))
    .join(' ');
}

/** A name for people: no underscores, empty brackets or dangling separators. */
export function tidyTitle(name: string): string {
  return name
    .normalize('NFC')
    .replace(/_/g, ' ')
    .replace(/[([{]\s*[)\]}]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-.,–—]+|[\s\-.,–—([{]+$/g, '')
    .trim();
}

/** Places of role phrases, the longest at each, from left to right. */
function rolePlaces(words: Word[]): { role: StemRole; from: number; to: number }[] {
  const places = [];
  for (let from = 0; from < words.length; ) {
    let to = Math.min(from + LONGEST_PHRASE_WORDS, words.length);
    let role: StemRole | undefined;
    for (; to > from; to--) {
      role = ROLE_BY_PHRASE.get(
        words
          .slice(from, to)
          .map(({ text }) => text)
          .join(' '),
      );
      if (role) break;
    }
    if (role) places.push({ role, from, to });
    from = role ? to : from + 1;
  }
  return places;
}

/** Runs of letters or of digits in lower case; "leadVox" is two words. */
function wordsOf(text: string): Word[] {
  return [...text.matchAll(/\p{N}+|\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+(?!\p{Ll})|[\p{L}\p{M}]+/gu)].map(
    (match) => ({
      text: match[0].toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    }),
  );
}

function isNumber({ text }: Word): boolean {
  return /^\p{N}+$/u.test(text);
}
