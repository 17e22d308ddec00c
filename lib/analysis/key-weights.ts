/** Learned from generated songs; `npm run bench -- key-weights` learns it anew. */
import type { KeyTerm } from './key-terms';

export const KEY_WEIGHTS: Readonly<Record<KeyTerm, number>> = {
  tones: 0.037,
  scale: 0.147,
  raisedScale: 0.234,
  bass: 0.1,
  phraseBass: 0.1,
  chords: 0.242,
  tonicChord: 0.073,
  phraseTonicChord: 0.066,
};
