/**
 * Which level of the pulse is the beat, how many beats make a bar, and where the bars begin: decided
 * together, by how well the places at which kick, snare, bass and chords fall agree with where they fall
 * in music (a bar pointer read over the whole song).
 */
import { activityBySlot, type BarCurves } from './bar-activity';
import {
  BAR_STYLES,
  BAR_TEMPLATES,
  BAR_VOICES,
  type BarStyle,
  type BarVoice,
  SLOTS_PER_BEAT,
  STYLE_TRAITS,
  VOICE_WEIGHTS,
} from './bar-templates';
import { clamp, median } from './statistics';
import { tempoPreference } from './tempo';

/** Beats of a reading per tracked pulse, as a fraction: [beats, pulses]. */
const PULSE_RATIOS = [
  [1, 1],
  [2, 1],
  [1, 2],
  [3, 2],
  [2, 3],
] as const;
/** A bare pulse is counted as it ticks, in fours. */
const BARE_PULSE_RATIOS = PULSE_RATIOS.slice(0, 1);
/** Doubt added to readings that are rarely what a tracker confuses. */
const RATIO_COST: Readonly<Record<string, number>> = { '3/2': 0.3, '2/3': 0.3 };
/** Weight of the tempo that people prefer against what is heard. */
const PREFERENCE_WEIGHT = 0.7;
/** Weight of how usual the subdivision is. */
const SUBDIVISION_WEIGHT = 1.3;
/** Beat, half, quarter or eighth of a beat by slot; a swung half stands a slot late. */
const DIVISION_OF_SLOT = [0, 3, 2, 3, 1, 1, 2, 3] as const;
/** Dirichlet parameters: usual shares of the four (0.43, 0.3, 0.17, 0.1) times their certainty. */
const DIVISION_COUNTS = [5.2, 3.6, 2, 1.2] as const;
/** Smaller shares count as this. */
const LEAST_SHARE = 0.02;
/** Music has more than this share of its onsets between the beats. */
const BARE_PULSE_SHARE = 0.95;
const ONSET_VOICES = ['kick', 'snare', 'hat', 'bass', 'chords'] as const;
const SLOWEST_BPM = 52;
const FASTEST_BPM = 210;
/** What a bar that is cut short or drawn out costs, in bars of clear evidence. */
const SLIP_COST_BARS = 6;
/** Evidence of a song whose onsets fall as they should. */
const CLEAR_EVIDENCE = 2.5;
/** Bars start on sixteenths of the tracked pulse. */
const OFFSET_STEP = 2;

export interface MetreReading {
  /** Tempo of the reading over that of the pulses. */
  tempoFactor: number;
  beatsPerBar: 3 | 4;
  beatsSeconds: number[];
  downbeatIndices: number[];
  /** Evidence over an even spread of onsets. */
  score: number;
  /** How usual its subdivision is, a log density. */
  subdivision: number;
  /** How much better than the best reading with other bar lines (of the same beats). */
  downbeatMargin: number;
  /** How much better than the best reading with other beats at the same tempo. */
  beatMargin: number;
}

export interface Metre {
  best: MetreReading;
  /** Tempi of the other readings over that of the pulses, best first. */
  otherFactors: number[];
  /** How much better than the best reading at another tempo. */
  tempoMargin: number;
}

/** `numerator` beats for every `denominator` pulses, from the first pulse on. */
function resamplePulses(pulses: readonly number[], beats: number, per: number): number[] {
  const result: number[] = [];
  for (let k = 0; ; k++) {
    const position = (k * per) / beats;
    const index = Math.floor(position);
    if (index + 1 >= pulses.length) {
      if (index < pulses.length && position === index) result.push(pulses[index]);
      return result;
    }
    result.push(pulses[index] + (position - index) * (pulses[index + 1] - pulses[index]));
  }
}

/**
 * How usual the shares of onsets on beats, half beats, quarters and eighths of a beat are (logarithm of a
 * Dirichlet density, up to a constant). Templates only say where onsets fall, not how many: without this a
 * slow song would read better at twice its tempo, where its few notes all stand on beats.
 */
function subdivisionEvidence(activity: Record<BarVoice, Float32Array>): number {
  const shares = divisionShares(activity);
  if (!shares) return 0;
  return shares.reduce(
    (sum, share, i) => sum + (DIVISION_COUNTS[i] - 1) * Math.log(Math.max(share, LEAST_SHARE)),
    0,
  );
}

/** Shares of the onsets on beats, halves, quarters and eighths of a beat; null without onsets. */
function divisionShares(activity: Record<BarVoice, Float32Array>): number[] | null {
  const amounts = [0, 0, 0, 0];
  for (const voice of ONSET_VOICES) {
    const slots = activity[voice];
    for (let slot = 0; slot < slots.length; slot++) {
      amounts[DIVISION_OF_SLOT[slot % SLOTS_PER_BEAT]] += slots[slot];
    }
  }
  const total = amounts.reduce((a, b) => a + b);
  return total > 0 ? amounts.map((amount) => amount / total) : null;
}

/** Whether nothing sounds between the pulses, as with a metronome. */
function isBarePulse(curves: BarCurves, pulsesSeconds: readonly number[]): boolean {
  const shares = divisionShares(activityBySlot(curves, pulsesSeconds));
  return shares !== null && shares[0] >= BARE_PULSE_SHARE;
}

/** Evidence of every beat for every place of the bar line; row by beat, column by offset in slots. */
function evidenceByBeat(activity: Record<BarVoice, Float32Array>, style: BarStyle): Float64Array[] {
  const slotsPerBar = STYLE_TRAITS[style].beatsPerBar * SLOTS_PER_BEAT;
  const beats = activity.kick.length / SLOTS_PER_BEAT;
  const rows: Float64Array[] = [];
  for (let beat = 0; beat < beats; beat++) {
    const row = new Float64Array(slotsPerBar);
    for (const voice of BAR_VOICES) {
      const template = BAR_TEMPLATES[style][voice];
      const weight = VOICE_WEIGHTS[voice];
      for (let i = 0; i < SLOTS_PER_BEAT; i++) {
        const slot = beat * SLOTS_PER_BEAT + i;
        const amount = weight * activity[voice][slot];
        if (amount === 0) continue;
        for (let offset = 0; offset < slotsPerBar; offset += OFFSET_STEP) {
          row[offset] += amount * template[(slot - offset + beats * slotsPerBar) % slotsPerBar];
        }
      }
    }
    rows.push(row);
  }
  return rows;
}

/** Best sequence of bar offsets by beat: one for the whole song where it may not slip. */
function followOffsets(
  rows: readonly Float64Array[],
  maySlip: boolean,
): { offsets: number[]; totals: Float64Array } {
  const width = rows[0].length;
  const totals = new Float64Array(width);
  for (const row of rows) for (let i = 0; i < width; i++) totals[i] += row[i];
  for (let i = 0; i < width; i++) if (i % OFFSET_STEP !== 0) totals[i] = -Infinity;
  if (!maySlip) {
    const best = totals.indexOf(Math.max(...totals));
    return { offsets: rows.map(() => best), totals };
  }
  const slipCost = (SLIP_COST_BARS * CLEAR_EVIDENCE * width) / (rows.length * SLOTS_PER_BEAT);
  let scores = Float64Array.from(rows[0], (value, i) =>
    i % OFFSET_STEP === 0 ? value : -Infinity,
  );
  const origins: Int16Array[] = [];
  for (let beat = 1; beat < rows.length; beat++) {
    const leader = scores.indexOf(Math.max(...scores));
    const origin = new Int16Array(width);
    scores = scores.map((score, offset) => {
      const slipped = scores[leader] - slipCost;
      origin[offset] = slipped > score ? leader : offset;
      return (
        Math.max(score, slipped) + (offset % OFFSET_STEP === 0 ? rows[beat][offset] : -Infinity)
      );
    });
    origins.push(origin);
  }
  let offset = scores.indexOf(Math.max(...scores));
  const offsets = [offset];
  for (let i = origins.length - 1; i >= 0; i--) {
    offset = origins[i][offset];
    offsets.unshift(offset);
  }
  return { offsets, totals };
}

/** Beats and downbeats from the bar offset at every beat of the resampled pulses. */
function layBeats(
  beatsSeconds: readonly number[],
  offsets: readonly number[],
  beatsPerBar: number,
): { beatsSeconds: number[]; downbeatIndices: number[] } {
  const slotsPerBar = beatsPerBar * SLOTS_PER_BEAT;
  const times: number[] = [];
  const downbeats: number[] = [];
  let lastSlot = -SLOTS_PER_BEAT;
  for (let slot = 0; slot < offsets.length * SLOTS_PER_BEAT; slot++) {
    const beat = Math.floor(slot / SLOTS_PER_BEAT);
    const position = (slot - offsets[beat] + slotsPerBar) % slotsPerBar;
    // After a slip the next beat may come late but not at once.
    if (position % SLOTS_PER_BEAT !== 0 || slot - lastSlot < 0.7 * SLOTS_PER_BEAT) continue;
    lastSlot = slot;
    const share = (slot % SLOTS_PER_BEAT) / SLOTS_PER_BEAT;
    if (position === 0) downbeats.push(times.length);
    times.push(beatsSeconds[beat] + share * (beatsSeconds[beat + 1] - beatsSeconds[beat]));
  }
  return { beatsSeconds: times, downbeatIndices: downbeats };
}

function readAs(
  curves: BarCurves,
  beats: number[],
  tempoFactor: number,
  style: BarStyle,
  maySlip: boolean,
): MetreReading {
  const { beatsPerBar } = STYLE_TRAITS[style];
  const activity = activityBySlot(curves, beats);
  const { offsets, totals } = followOffsets(evidenceByBeat(activity, style), maySlip);
  const score = Math.max(...totals);
  const leader = totals.indexOf(score);
  const bestWhere = (isRival: (offset: number) => boolean) =>
    Math.max(...Array.from(totals).filter((_, offset) => isRival(offset)));
  return {
    tempoFactor,
    beatsPerBar,
    ...layBeats(beats, offsets, beatsPerBar),
    score,
    subdivision: subdivisionEvidence(activity),
    downbeatMargin: score - bestWhere((o) => o !== leader && (o - leader) % SLOTS_PER_BEAT === 0),
    beatMargin: score - bestWhere((o) => (o - leader) % SLOTS_PER_BEAT !== 0),
  };
}

/**
 * Reads the metre from tracked pulses, which may be any level of it.
 * @param pulsesSeconds at least 16, rising
 * @param maySlip where the pulses were tracked beat by beat and may have lost one
 */
export function readMetre(
  curves: BarCurves,
  pulsesSeconds: readonly number[],
  maySlip: boolean,
): Metre {
  const pulseBpm =
    60 / median(pulsesSeconds.slice(1).map((seconds, i) => seconds - pulsesSeconds[i]));
  const isBare = isBarePulse(curves, pulsesSeconds);
  const ratios = isBare ? BARE_PULSE_RATIOS : PULSE_RATIOS;
  const readings: { reading: MetreReading; total: number }[] = [];
  for (const [beats, pulses] of ratios) {
    const tempoBpm = (pulseBpm * beats) / pulses;
    if (tempoBpm < SLOWEST_BPM || tempoBpm > FASTEST_BPM) continue;
    const resampled = resamplePulses(pulsesSeconds, beats, pulses);
    if (resampled.length < 9) continue;
    for (const style of BAR_STYLES) {
      if (isBare && STYLE_TRAITS[style].beatsPerBar !== 4) continue;
      const reading = readAs(curves, resampled, beats / pulses, style, maySlip);
      const total =
        reading.score +
        PREFERENCE_WEIGHT * Math.log(tempoPreference(tempoBpm)) +
        (isBare ? 0 : SUBDIVISION_WEIGHT * reading.subdivision) -
        (RATIO_COST[`${beats}/${pulses}`] ?? 0) -
        STYLE_TRAITS[style].cost;
      readings.push({ reading, total });
    }
  }
  readings.sort((a, b) => b.total - a.total);
  const [best] = readings;
  // Nothing tells whether a bare pulse ticks once or twice a beat.
  if (isBare) return { best: best.reading, otherFactors: [0.5, 2], tempoMargin: 0 };
  const rivals = readings.filter(({ reading }) => reading.tempoFactor !== best.reading.tempoFactor);
  return {
    best: best.reading,
    otherFactors: [...new Set(rivals.map(({ reading }) => reading.tempoFactor))],
    tempoMargin: clamp(best.total - (rivals[0]?.total ?? -Infinity), 0, 10),
  };
}
