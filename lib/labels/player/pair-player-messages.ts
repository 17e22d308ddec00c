/** What the page and the A/B player in the audio thread say to each other. */
import type { LabelSide } from '../pairwise-label';
import type { PairSound } from './pair-mixer';

/** Name under which the player is registered. */
export const PAIR_PLAYER = 'segue-pair-player';

export type PairPlayerCommand =
  | { kind: 'load'; sounds: PairSound }
  | { kind: 'play' }
  | { kind: 'pause' }
  | { kind: 'switch'; to: LabelSide }
  | { kind: 'seek'; sample: number };

/** Sent when a command has been taken, and while it plays. */
export interface PairPlayerReport {
  position: number;
  side: LabelSide;
  isPlaying: boolean;
  heardSamples: Record<LabelSide, number>;
}
