/** The styles that were learnt, read from their table. */
import { BAR_STYLE_TABLE } from './bar-style-table';
import {
  BAR_VOICES,
  type BarStyle,
  logShareOf,
  SLOTS_PER_BEAT,
  type WrittenBarStyle,
} from './bar-styles';

function readStyle({ onsets, ...style }: WrittenBarStyle): BarStyle {
  const slots = style.beatsPerBar * SLOTS_PER_BEAT;
  const entries = BAR_VOICES.map((voice) => [
    voice,
    Float64Array.from(onsets[voice].replaceAll(' ', ''), (character) =>
      logShareOf(character, slots),
    ),
  ]);
  return { ...style, logShares: Object.fromEntries(entries) };
}

export const BAR_STYLES: readonly BarStyle[] = BAR_STYLE_TABLE.map(readStyle);
