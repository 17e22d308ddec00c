/** The sentence as words: lower case, without accents, each with its place in what the user wrote. */

export interface Token {
  /** Normalised: lower case, no accents, no apostrophes. */
  word: string;
  /** As written. */
  text: string;
  /** True where a comma, stop, semicolon, dash or bracket stands between this word and the next. */
  endsClause: boolean;
  /** True where the word carried a possessive 's, which was taken off. */
  isPossessive: boolean;
}

/** Pictures are words too, though none that is known: they are shown as ignored. */
const PICTURE =
  /\p{Extended_Pictographic}(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f)*/u;
const WORD = new RegExp(`[\\p{L}\\p{N}]+(?:['’][\\p{L}]+)*(?:[.:]\\d+)?|${PICTURE.source}`, 'gu');

/** Splits a sentence; `&` reads as "and", hyphens part words, "90s" and "128bpm" part number and unit. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const spaced = text.replace(/&|\+/g, ' and ').replace(/@\s*(?=\d)/g, ' at ');
  for (const match of spaced.matchAll(WORD)) {
    const end = match.index + match[0].length;
    const gap = /^[^\p{L}\p{N}]*/u.exec(spaced.slice(end))?.[0] ?? '';
    const endsClause = /[,.;:!?()\n]|\s[-–—]\s/.test(gap);
    const possessive = /['’]s$/i.test(match[0]);
    const base = possessive ? match[0].slice(0, -2) : match[0];
    const parts = splitUnit(normaliseWord(base));
    parts.forEach((word, index) => {
      const isLast = index === parts.length - 1;
      tokens.push({
        word,
        text: parts.length === 1 ? match[0] : word,
        endsClause: isLast && endsClause,
        isPossessive: isLast && possessive,
      });
    });
  }
  return tokens;
}

/** Lower case, accents and apostrophes taken off. */
export function normaliseWord(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').replace(/['’]/g, '').toLowerCase();
}

/** "128bpm" → "128", "bpm"; other words stay whole ("808s", "2step"). */
function splitUnit(word: string): string[] {
  const match = /^(\d+(?:[.:]\d+)?)(bpm|sec|secs|seconds?|mins?|minutes?|m|s)$/.exec(word);
  if (match === null || word === '808s') return [word];
  return [match[1], match[2]];
}
