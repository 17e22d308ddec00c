/** Which of a player's parts is heard: one of the songs in place of the sound, the mix, or stems. */
import type { DeckPart, PlayerState } from './player-sound';
import { isHeard } from './stem-selection';

export type HeardState = Pick<
  PlayerState,
  'selection' | 'isMuted' | 'hears' | 'original' | 'isOriginalLoading'
> & {
  /** Whether the stems are there; until then the mix is heard in their place. */
  hasStems: boolean;
};

export function isPartHeard(part: DeckPart, heard: HeardState): boolean {
  if (heard.isMuted) return false;
  const song = heard.isOriginalLoading ? null : heard.original;
  if (part === 'a' || part === 'b' || song) return part === song;
  const playsMix = heard.hears === 'mix' || !heard.hasStems;
  return part === 'mix' ? playsMix : !playsMix && isHeard(heard.selection, part);
}
