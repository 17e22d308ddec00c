/** Learned from generated songs; `npm run bench -- key-weights` learns it anew. */
import type { KeyTerm } from './key-terms';

export const KEY_WEIGHTS: Readonly<Record<KeyTerm, number>> = {
  tones: 0.045,
  scale: 0.13,
  raisedScale: 0.248,
  chords: 0.23,
  tonicChord: 0.173,
  phraseTonicChord: 0.174,
};
