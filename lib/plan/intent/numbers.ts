/** Numbers in a sentence: lengths ("two minutes", "1:30", "90 s") and tempi ("at 128", "128 bpm"). */
import type { Token } from './tokens';

const UNITS: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
const TENS: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};

const MINUTE_WORDS = new Set(['minutes', 'minute', 'mins', 'min', 'm']);
const SECOND_WORDS = new Set(['seconds', 'second', 'secs', 'sec', 's']);
/** What a number before these counts is no seconds. */
const AFTER_OTHER_NUMBER = new Set(['bpm', 'bars', 'bar', 'beats', 'beat', ...MINUTE_WORDS]);
/** Before "90 s" these tell seconds from a decade. */
const LENGTH_LEADS = new Set([
  'for',
  'about',
  'around',
  'under',
  'length',
  'max',
  'maximum',
  'of',
  'roughly',
  'only',
  'just',
  'exactly',
  'than',
  'a',
  'it',
  'make',
  'in',
]);
const TEMPO_LEADS = new Set(['at', 'to', 'tempo', 'bpm', 'around', 'about']);
/** Tempi that anyone would ask for. */
const TEMPO_BPM = { lowest: 50, highest: 220 };
/** Lengths that a plan can be made for. */
export const LENGTH_SECONDS = { shortest: 20, longest: 300 };

/** A number found: what it is and the tokens it took. */
export interface NumberFound {
  kind: 'length' | 'tempo';
  value: number;
  /** First token and the one after the last. */
  from: number;
  to: number;
}

/** Finds the lengths and tempi of a sentence. */
export function findNumbers(tokens: readonly Token[]): NumberFound[] {
  const found: NumberFound[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const hit = readLength(tokens, i) ?? readTempo(tokens, i);
    if (hit === null) continue;
    found.push(hit);
    i = hit.to - 1;
  }
  return found;
}

/** A cardinal at a place: its value and the token after it. */
function readNumber(tokens: readonly Token[], at: number): { value: number; to: number } | null {
  const word = tokens[at]?.word;
  if (word === undefined) return null;
  if (/^\d+(\.\d+)?$/.test(word)) return { value: Number(word), to: at + 1 };
  if (word in TENS) {
    const unit = UNITS[tokens[at + 1]?.word ?? ''];
    if (unit !== undefined && unit > 0 && unit < 10)
      return { value: TENS[word] + unit, to: at + 2 };
    return { value: TENS[word], to: at + 1 };
  }
  if (!(word in UNITS)) return null;
  const first = UNITS[word];
  const next = tokens[at + 1]?.word ?? '';
  if (next === 'hundred') {
    const skip = tokens[at + 2]?.word === 'and' ? 3 : 2;
    const rest = readNumber(tokens, at + skip);
    if (rest !== null && rest.value < 100) return { value: first * 100 + rest.value, to: rest.to };
    return { value: first * 100, to: at + 2 };
  }
  // "one twenty eight" as DJs say it
  if (first === 1 && next in TENS) {
    const rest = readNumber(tokens, at + 1);
    if (rest !== null) return { value: 100 + rest.value, to: rest.to };
  }
  return { value: first, to: at + 1 };
}

function readLength(tokens: readonly Token[], at: number): NumberFound | null {
  const hit = readMinutes(tokens, at) ?? readSeconds(tokens, at) ?? readClock(tokens, at);
  if (hit === null) return null;
  const value = Math.min(LENGTH_SECONDS.longest, Math.max(LENGTH_SECONDS.shortest, hit.value));
  return { kind: 'length', value, from: at, to: hit.to };
}

type Reading = { value: number; to: number } | null;

function readMinutes(tokens: readonly Token[], at: number): Reading {
  const words = (index: number) => tokens[index]?.word ?? '';
  if (words(at) === 'half' && words(at + 1) === 'a' && MINUTE_WORDS.has(words(at + 2))) {
    return { value: 30, to: at + 3 };
  }
  const count = words(at) === 'a' ? { value: 1, to: at + 1 } : readNumber(tokens, at);
  if (count === null) return null;
  let to = count.to;
  let minutes = count.value;
  if (words(to) === 'and' && words(to + 1) === 'a' && words(to + 2) === 'half') {
    minutes += 0.5;
    to += 3;
  }
  if (!MINUTE_WORDS.has(words(to))) return null;
  to += 1;
  if (words(to) === 'and' && words(to + 1) === 'a' && words(to + 2) === 'half') {
    return { value: (minutes + 0.5) * 60, to: to + 3 };
  }
  const rest = readNumber(tokens, words(to) === 'and' ? to + 1 : to);
  if (rest !== null && SECOND_WORDS.has(words(rest.to))) {
    return { value: minutes * 60 + rest.value, to: rest.to + 1 };
  }
  // "1 min 30"
  const isBare = rest !== null && rest.to === to + 1 && rest.value >= 10 && rest.value < 60;
  if (isBare && !AFTER_OTHER_NUMBER.has(words(rest.to))) {
    return { value: minutes * 60 + rest.value, to: rest.to };
  }
  return { value: minutes * 60, to };
}

function readSeconds(tokens: readonly Token[], at: number): Reading {
  const count = readNumber(tokens, at);
  const unit = count && tokens[count.to]?.word;
  if (!count || !unit || !SECOND_WORDS.has(unit)) return null;
  // "the 80s" is a decade, "for 80s" a length
  if (unit === 's' && at > 0 && !LENGTH_LEADS.has(tokens[at - 1].word)) return null;
  // "one second" and the like are no lengths of a remix
  return count.value < 5 ? null : { value: count.value, to: count.to + 1 };
}

function readClock(tokens: readonly Token[], at: number): Reading {
  const match = /^(\d{1,2}):([0-5]\d)$/.exec(tokens[at].word);
  return match ? { value: Number(match[1]) * 60 + Number(match[2]), to: at + 1 } : null;
}

function readTempo(tokens: readonly Token[], at: number): NumberFound | null {
  const count = readNumber(tokens, at);
  if (count === null) return null;
  const isInRange = count.value >= TEMPO_BPM.lowest && count.value <= TEMPO_BPM.highest;
  if (!isInRange) return null;
  const hasUnit = tokens[count.to]?.word === 'bpm';
  const hasLead = at > 0 && TEMPO_LEADS.has(tokens[at - 1].word);
  const isUnitless = /^(minutes?|mins?|seconds?|secs?|m|s|bars?|beats?)$/.test(
    tokens[count.to]?.word ?? '',
  );
  if (!hasUnit && (!hasLead || isUnitless)) return null;
  return { kind: 'tempo', value: count.value, from: at, to: hasUnit ? count.to + 1 : count.to };
}
