/** Learned from generated songs; `npm run bench -- key-weights` learns it anew. */
import type { KeyTerm } from './key-terms';

export const KEY_WEIGHTS: Readonly<Record<KeyTerm, number>> = {
  tones: 0.043,
  scale: 0.161,
  raisedScale: 0.23,
  bass: 0.08,
  phraseBass: 0.08,
  chords: 0.247,
  tonicChord: 0.077,
  phraseTonicChord: 0.082,
};
