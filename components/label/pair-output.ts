/** Where the sound of a pair is made: in the audio thread, or by sources of the page. */
import type { PairPlayerCommand } from '@/lib/labels/player/pair-player-messages';

export interface PairOutput {
  send(command: PairPlayerCommand, transfer?: Transferable[]): void;
  dispose(): void;
}
