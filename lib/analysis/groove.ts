/** How a song moves against its grid: how early or late, how swung, and where its weight falls. */
import { FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import { type Attack, attackNear, pickOnsets } from './attack-times';
import { activityBySlot, type BarCurves } from './bar-activity';
import { SLOTS_PER_BEAT } from './bar-styles';
import type { Groove } from './song-analysis';
import type { SongSignals } from './song-signals';
import { clamp, median, percentile } from './statistics';
import { beatPosition } from './vocal-activity';

/** An onset within this share of a beat of a grid line plays that line. */
const NEAR_SHARE = 0.085;
/** Onsets of the second half of a beat, or of half a beat, are looked for in this range of it. */
const SWING_RANGE = [0.44, 0.72] as const;
/** From here on it is the eighths that swing; sixteenths between them have no place of their own. */
const SWUNG_EIGHTHS = 0.54;
/** Fewer onsets than this say nothing. */
const LEAST_ONSETS = 16;
/** Share of the kicks of a bar's sixteenth, relative to the strongest, from which it counts as played. */
const PLAYED_SHARE = 0.3;

export interface GrooveInput {
  signals: SongSignals;
  curves: BarCurves;
  beatsSeconds: readonly number[];
  downbeatIndices: readonly number[];
  beatsPerBar: number;
}

/** Attacks of the drums; of the whole mix where there are none. */
function grooveAttacks({ signals }: GrooveInput): Attack[] {
  const { drums } = signals.stems;
  const curve = drums.onset.low.map((low, i) => low + drums.onset.mid[i] + drums.onset.high[i]);
  const [, envelope] = signals.slopeEnvelopes;
  return pickOnsets(curve, FRAME_RATE_HZ)
    .map(({ frame, strength }) => attackNear(envelope, frame / FRAME_RATE_HZ, strength))
    .filter((attack) => attack !== null);
}

/** Distance of the onsets from the nearest half beat, milliseconds. */
function offsetsMs(attacks: readonly Attack[], beats: readonly number[]): number[] {
  const offsets: number[] = [];
  for (const { seconds } of attacks) {
    const position = beatPosition(beats, seconds);
    const nearest = Math.round(position);
    if (nearest < 0 || nearest >= beats.length) continue;
    if (Math.abs(position - nearest) < NEAR_SHARE) offsets.push(1000 * (seconds - beats[nearest]));
  }
  return offsets;
}

/**
 * Where the second half of a beat, or of each half beat, falls in it: mode of the onsets about the middle.
 * @param parts 1 for beats, 2 for half beats
 */
function swingRatio(attacks: readonly Attack[], beats: readonly number[], parts: 1 | 2): number {
  const slots = 29;
  const [from, to] = SWING_RANGE;
  const histogram = new Float64Array(slots);
  let count = 0;
  for (const { seconds, strength } of attacks) {
    const position = parts * beatPosition(beats, seconds);
    const share = position - Math.floor(position);
    if (share < from || share > to) continue;
    count++;
    const centre = ((share - from) / (to - from)) * (slots - 1);
    for (let slot = 0; slot < slots; slot++) {
      histogram[slot] += strength * Math.exp(-0.5 * ((slot - centre) / parts) ** 2);
    }
  }
  if (count < LEAST_ONSETS) return 0.5;
  const best = histogram.indexOf(Math.max(...histogram));
  return from + (best / (slots - 1)) * (to - from);
}

/** Activity by sixteenth of the bar, 1 at the strongest. */
function foldBars(slots: Float32Array, input: GrooveInput): number[] {
  const perBar = input.beatsPerBar * 4;
  const folded = new Array<number>(perBar).fill(0);
  const first = (input.downbeatIndices[0] ?? 0) % input.beatsPerBar;
  for (let slot = 0; slot < slots.length; slot += SLOTS_PER_BEAT / 4) {
    const sixteenth = (slot * 4) / SLOTS_PER_BEAT - first * 4;
    folded[((sixteenth % perBar) + perBar) % perBar] += slots[slot];
  }
  const strongest = Math.max(...folded, 1e-9);
  return folded.map((value) => value / strongest);
}

/** The kind of pattern that the kick plays. */
function classifyKick(
  kick: readonly number[],
  beatsPerBar: number,
  isHeard: boolean,
): Groove['kickPattern'] {
  if (!isHeard) return 'none';
  const played = kick.flatMap((value, i) => (value >= PLAYED_SHARE ? [i] : []));
  const onBeat = played.filter((i) => i % 4 === 0).length;
  const offBeat = played.length - onBeat;
  if (onBeat === beatsPerBar && offBeat === 0) return 'regular';
  // Every three sixteenths against four: the weight lies on 0, 3, 6, 9, 12.
  const threes = [3, 6, 9].filter((i) => kick[i] >= PLAYED_SHARE).length;
  const fours = [4, 8].filter((i) => kick[i] >= PLAYED_SHARE).length;
  if (threes === 3 && fours === 0) return 'polyrhythmic';
  // One kick on the bar line, none on the beats between, and one late in the bar.
  const isBroken = kick[0] >= PLAYED_SHARE && onBeat === 1 && kick[10] >= PLAYED_SHARE;
  if (beatsPerBar === 4 && isBroken && played.length <= 4) return 'breakbeat';
  return 'syncopated';
}

export function measureGroove(input: GrooveInput): Groove {
  const { beatsSeconds, curves } = input;
  const attacks = grooveAttacks(input);
  const offsets = offsetsMs(attacks, beatsSeconds);
  const activity = activityBySlot(curves, beatsSeconds);
  const all = activity.kick.map((kick, i) => kick + activity.snare[i] + 0.5 * activity.hat[i]);
  const swungEighths = swingRatio(attacks, beatsSeconds, 1);
  const isKickHeard = curves.kick !== null && activity.kick.some((value) => value > 0);
  return {
    onsetOffsetMedianMs: offsets.length > 0 ? median(offsets) : 0,
    onsetOffsetIqrMs:
      offsets.length > 0 ? percentile(offsets, 0.75) - percentile(offsets, 0.25) : 0,
    swingRatio: swungEighths,
    sixteenthSwingRatio: swungEighths < SWUNG_EIGHTHS ? swingRatio(attacks, beatsSeconds, 2) : 0.5,
    kickPattern: classifyKick(foldBars(activity.kick, input), input.beatsPerBar, isKickHeard),
    accentBySixteenth: foldBars(all, input).map((value) => clamp(value, 0, 1)),
  };
}
