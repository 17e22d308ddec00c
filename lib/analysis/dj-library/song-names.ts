/** Titles, artists and file names brought into a form in which the same song reads the same. */

/** A name taken apart for comparison; all parts in lower case without accents and punctuation. */
export interface SongName {
  title: string;
  /** Which remix or edit it is; empty for the original. */
  version: string;
  artist: string;
}

/** Words that make a bracket a version of its own rather than a part of the title. */
const VERSION_WORDS =
  /\b(remix|rmx|mix|edit|rework|refix|bootleg|vip|dub|flip|mashup|instrumental|acapella|acappella|live|acoustic|unplugged|karaoke|demo|version|cover)\b|mix$/;

/** Brackets that say how a song was released, not which recording it is. */
const RELEASE_WORDS =
  /^(the )?(original|original mix|original version|extended|extended mix|extended version|radio edit|radio mix|radio version|club mix|album version|single version|full version|main mix|official|official (music |lyric |lyrics |hd )?(video|audio|visualizer|visualiser)|lyrics?|lyric video|audio|video|explicit|clean|dirty|hd|hq|4k|mono|stereo|free (download|dl)|out now|bonus track|preview|premiere|(\d{4} )?(digital )?remaster(ed)?( \d{4})?( version)?|\d{4})$/;

const GUEST = /\b(feat|ft|featuring)\b\.?/i;

/** Lower case, no accents, words joined by single spaces. */
export function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/&|\+/g, ' and ')
    .replace(/['’`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Name from tags; where there is no title, from a file name such as "01 - Artist - Title (Remix).mp3". */
export function songName(title: string, artist: string, fileName: string): SongName {
  if (title.trim() !== '') return nameOf(title, artist);
  const stem = fileStem(fileName);
  const dash = stem.indexOf(' - ');
  if (dash < 0) return nameOf(stem, artist);
  return nameOf(stem.slice(dash + 3), artist.trim() === '' ? stem.slice(0, dash) : artist);
}

/** File name without folder, extension, track number and underscores. */
export function fileStem(fileName: string): string {
  return fileName
    .slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/_/g, ' ')
    .replace(/^\s*\(?\d{1,3}\)?[.\s-]+(?=\S)/, '')
    .trim();
}

function nameOf(title: string, artist: string): SongName {
  const versions: string[] = [];
  const takeVersion = (content: string): boolean => {
    const plain = plainText(content);
    if (RELEASE_WORDS.test(plain)) return true;
    if (!VERSION_WORDS.test(plain)) return false;
    versions.push(plain);
    return true;
  };
  const bare = title
    .replace(/[([{]([^()[\]{}]*)[)\]}]/g, (bracket, content: string) =>
      GUEST.test(content) || takeVersion(content) ? ' ' : bracket,
    )
    .replace(/ [-–] ([^-–]+)$/, (ending, content: string) => (takeVersion(content) ? ' ' : ending));
  return {
    title: plainText(withoutGuests(bare)) || plainText(title),
    version: versions.join(' '),
    artist: plainText(withoutGuests(artist)),
  };
}

function withoutGuests(text: string): string {
  const guest = GUEST.exec(text);
  return guest && guest.index > 0 ? text.slice(0, guest.index) : text;
}

/** Pairs of neighbouring letters with how often they occur, spaces left out. */
export type LetterPairs = ReadonlyMap<string, number>;

export function letterPairs(text: string): LetterPairs {
  const letters = text.replace(/ /g, '');
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < letters.length; i++) {
    const pair = letters.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  if (letters.length === 1) pairs.set(letters, 1);
  return pairs;
}

/** Dice's coefficient of two texts' letter pairs, 0 to 1: forgives slips of the pen and word order. */
export function similarity(one: LetterPairs, other: LetterPairs): number {
  let shared = 0;
  let total = 0;
  for (const [pair, count] of one) {
    shared += Math.min(count, other.get(pair) ?? 0);
    total += count;
  }
  for (const count of other.values()) total += count;
  return total === 0 ? 0 : (2 * shared) / total;
}
