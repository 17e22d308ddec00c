/** The weighted key score of MIREX, and what relation between two keys earned it. */
import { SegueError } from '@/lib/base/errors';
import { type Key, keyName } from '@/lib/music/key';

export type KeyRelation = 'same' | 'fifth above' | 'relative' | 'parallel' | 'other';

/** MIREX Audio Key Detection, with the fifth counted upwards only, as mir_eval does. */
const SCORES: Record<KeyRelation, number> = {
  same: 1,
  'fifth above': 0.5,
  relative: 0.3,
  parallel: 0.2,
  other: 0,
};

const NATURALS: Record<string, number> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };

/** `semitone` is null for X, music without a key. */
interface JudgedKey {
  semitone: number | null;
  mode: string | null;
}

/**
 * How an estimated key stands to the reference. Keys as values or as text, "C# major", "Ab minor",
 * "D other"; "X" where there is none.
 * @throws SegueError `bad-arguments` for text that names no key.
 */
export function keyRelation(reference: Key | string, estimate: Key | string): KeyRelation {
  const truth = judgedKey(reference);
  const found = judgedKey(estimate);
  if (truth.semitone === found.semitone && truth.mode === found.mode) return 'same';
  if (truth.semitone === null || found.semitone === null) return 'other';
  const semitones = (((found.semitone - truth.semitone) % 12) + 12) % 12;
  if (truth.mode === found.mode) return semitones === 7 ? 'fifth above' : 'other';
  if (truth.mode === 'major' && semitones === 9) return 'relative';
  if (truth.mode === 'minor' && semitones === 3) return 'relative';
  return semitones === 0 ? 'parallel' : 'other';
}

/** Weighted score, 0 to 1. @see keyRelation */
export function keyScore(reference: Key | string, estimate: Key | string): number {
  return SCORES[keyRelation(reference, estimate)];
}

function judgedKey(key: Key | string): JudgedKey {
  const text = (typeof key === 'string' ? key : keyName(key)).trim().toLowerCase();
  if (text === 'x') return { semitone: null, mode: null };
  const match = /^([a-g])(#|b)?\s+(major|minor|other)$/.exec(text);
  if (!match) {
    throw new SegueError(
      'bad-arguments',
      `"${text}" is no key; write a tonic and a mode, as in "C# major" or "Ab minor", or X for none.`,
    );
  }
  const accidental = match[2] === '#' ? 1 : match[2] === 'b' ? -1 : 0;
  return { semitone: (NATURALS[match[1]] + accidental + 12) % 12, mode: match[3] };
}
