/** Where phrases start, for the key: most stand on the tonic's chord there. */
import type { Span } from './key-terms';

/** Bars of a phrase. */
const PHRASE_BARS = 4;
/** Beats from its start on in which a phrase shows its first chord. */
const PHRASE_START_BEATS = 2;

/** The first beats of every fourth bar, counted anew from each section's first. */
export function phraseStarts(
  beats: readonly number[],
  downbeats: readonly number[],
  sections: readonly Span[],
): Span[] {
  const spans: Span[] = [];
  for (const section of sections) {
    const bars = downbeats.filter(
      (index) => beats[index] >= section.startSeconds && beats[index] < section.endSeconds,
    );
    for (let bar = 0; bar < bars.length; bar += PHRASE_BARS) {
      const last = Math.min(beats.length - 1, bars[bar] + PHRASE_START_BEATS);
      spans.push({ startSeconds: beats[bars[bar]], endSeconds: beats[last] });
    }
  }
  return spans;
}
