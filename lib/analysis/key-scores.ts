/** How well each key fits: what speaks for it, weighted as was learned. */
import type { Key } from '@/lib/music/key';
import { type HeardHarmony, KEY_TERMS, keyTerms, type Span } from './key-terms';
import { KEY_WEIGHTS } from './key-weights';

export interface KeyScore extends Key {
  /** At most 1. */
  score: number;
}

/**
 * All 24 keys, best first.
 * @param phraseStarts the first beats of phrases; may be empty
 * @param span a part of the song to listen to; the whole of it where it is not given
 */
export function scoreKeys(
  heard: HeardHarmony,
  phraseStarts: readonly Span[],
  span?: Span,
): KeyScore[] {
  return keyTerms(heard, phraseStarts, span)
    .map(({ key, terms }) => ({
      ...key,
      score: KEY_TERMS.reduce((sum, name) => sum + KEY_WEIGHTS[name] * terms[name], 0),
    }))
    .sort((a, b) => b.score - a.score);
}
