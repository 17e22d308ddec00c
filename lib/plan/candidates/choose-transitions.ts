/** The way into each section: a style, bent to what stands on both sides, within the limits. */
import type { PromptIntent } from '../intent/prompt-intent';
import type { Transition, TransitionType } from '../remix-plan';
import { genreRules } from '../rules/genres';
import type { Knobs } from './knobs';
import type { ShapedSlot } from './shape';

/** A gap before a drop lasts one or two beats. */
const LONGEST_GAP_BEATS = 2;
/** A rise in energy of so much bears a gap of silence. */
const RISE_FOR_GAP = 0.25;
/** Where both sides sing different phrases, longer fades would be two lead voices. */
const LONGEST_FADE_BETWEEN_VOICES = 2;
const CUT: Transition = { type: 'cut', lengthBeats: 0 };

/** Beats that a transition reaches back before its boundary. */
export function reachBack(transition: Transition): number {
  const isCentred = transition.type === 'crossfade' || transition.type === 'bass-swap';
  return isCentred ? transition.lengthBeats / 2 : 0;
}

/** One transition a slot; the first is a cut of no length. */
export function chooseTransitions(
  slots: readonly ShapedSlot[],
  lengthsBeats: readonly number[],
  intent: PromptIntent,
  knobs: Knobs,
  beatsPerBar: number,
): Transition[] {
  const rules = genreRules(intent.genre);
  const transitions = slots.map((slot, index) => {
    if (index === 0) return CUT;
    const before = slots[index - 1];
    const type = pickType(before, slot, intent, knobs);
    const longest = Math.min(
      lengthsBeats[index] / 2,
      lengthsBeats[index - 1] / 2,
      rules.transitionBars * beatsPerBar,
      type === 'silence-gap' ? LONGEST_GAP_BEATS : knobs.transitionBeats,
      type === 'crossfade' && before.voice !== 'none' && slot.voice !== 'none'
        ? LONGEST_FADE_BETWEEN_VOICES
        : Infinity,
    );
    return type === 'cut' ? CUT : { type, lengthBeats: Math.max(1, Math.floor(longest)) };
  });
  const total = lengthsBeats.reduce((sum, length) => sum + length, 0);
  return shorten(transitions, total * rules.transitionShare, intent);
}

function pickType(
  before: ShapedSlot,
  slot: ShapedSlot,
  intent: PromptIntent,
  knobs: Knobs,
): TransitionType {
  const rise = slot.energy[0] - before.energy[1];
  const style = knobs.transitionStyle;
  let type: TransitionType = style;
  // a peak begins on its downbeat, not in a fade
  if (slot.isPeak && style === 'crossfade') type = 'cut';
  if (style === 'silence-gap' && rise < RISE_FOR_GAP) type = 'cut';
  if (!intent.transitionsAvoided.includes(type)) return type;
  const allowed = (['crossfade', 'filter-sweep', 'cut'] as const).find(
    (one) => !intent.transitionsAvoided.includes(one),
  );
  return allowed ?? 'cut';
}

/** Halves the longest until their total is within the limit. */
function shorten(
  transitions: Transition[],
  limitBeats: number,
  intent: PromptIntent,
): Transition[] {
  const result = transitions.map((one) => ({ ...one }));
  for (;;) {
    const total = result.reduce((sum, one) => sum + one.lengthBeats, 0);
    if (total <= limitBeats) return result;
    const longest = result.reduce((best, one) => (one.lengthBeats > best.lengthBeats ? one : best));
    if (longest.lengthBeats > 1) {
      longest.lengthBeats = Math.floor(longest.lengthBeats / 2);
    } else {
      longest.lengthBeats = 0;
      if (!intent.transitionsAvoided.includes('cut')) longest.type = 'cut';
    }
  }
}
