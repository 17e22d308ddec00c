/**
 * Which level of the pulse is the beat, how many beats make a bar, and where the bars begin: decided
 * together, by how well the places at which kick, snare, bass and chords fall agree with where they fall
 * in music (a bar pointer read over the whole song).
 */
import { activityBySlot, type BarCurves } from './bar-activity';
import { foldBars, logSumExp, OFFSET_STEP, READING_WEIGHTS, weighBars } from './bar-profile';
import {
  BAR_VOICES,
  type BarStyle,
  type BarVoice,
  type BeatsPerBar,
  SLOTS_PER_BEAT,
} from './bar-styles';
import { median } from './statistics';

/** Beats of a reading per tracked pulse, and the evidence for what a tracker confuses how often. */
const PULSE_RATIOS = [
  { beats: 1, pulses: 1, prior: 1.7 },
  { beats: 2, pulses: 1, prior: 0 },
  { beats: 1, pulses: 2, prior: 0 },
  { beats: 3, pulses: 2, prior: -0.3 },
  { beats: 2, pulses: 3, prior: -0.3 },
  { beats: 3, pulses: 1, prior: -0.6 },
  { beats: 1, pulses: 3, prior: -0.6 },
  { beats: 4, pulses: 3, prior: -0.6 },
  { beats: 3, pulses: 4, prior: -0.6 },
] as const;
/** Other ratios, which come up where pulses were tracked at another level than the likeliest. */
const UNUSUAL_PRIOR = -1;
/** A bare pulse is counted as it ticks, in fours. */
const BARE_PULSE_RATIOS = PULSE_RATIOS.slice(0, 1);
/** Music has more than this share of its onsets between the beats. */
const BARE_PULSE_SHARE = 0.95;
const ONSET_VOICES = ['kick', 'snare', 'hat', 'bass', 'chords'] as const;
const SLOWEST_BPM = 52;
const FASTEST_BPM = 212;
/** Fewer beats make no reading. */
const LEAST_BEATS = 9;
/** What a bar that is cut short or drawn out costs, in bars of clear evidence. */
const SLIP_COST_BARS = 6;
/** By how much a steady song must be clearer with slips than without, nats. */
const SLIP_EVIDENCE = 3;
/** Evidence of a song whose onsets fall as they should, for parts of weight 1 in all. */
const CLEAR_EVIDENCE = 0.45;
/** Odds between readings are taken to this power before they count as certainty. */
const TEMPERING = 0.5;

export interface MetreReading {
  /** Tempo of the reading over that of the pulses. */
  tempoFactor: number;
  beatsPerBar: BeatsPerBar;
  beatsSeconds: number[];
  downbeatIndices: number[];
}

export interface Metre {
  best: MetreReading;
  /** What speaks for it, nats; to be compared with readings of the same song from other pulses. */
  evidence: number;
  /** Tempi of the other readings over that of the pulses, best first. */
  otherFactors: number[];
  /** Probability of the tempo, of the beats at this tempo, and of the bar lines on these beats. */
  certainty: { tempo: number; beats: number; downbeats: number };
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

type Activity = Readonly<Record<BarVoice, Float32Array>>;

/** Whether nothing sounds between the pulses, as with a metronome. */
function isBarePulse(activity: Activity): boolean {
  let onBeats = 0;
  let all = 0;
  for (const voice of ONSET_VOICES) {
    activity[voice].forEach((value, slot) => {
      if (slot % SLOTS_PER_BEAT === 0) onBeats += value;
      all += value;
    });
  }
  return all > 0 && onBeats >= BARE_PULSE_SHARE * all;
}

/** Evidence of every beat for every place of the bar line in one style; row by beat, column by offset. */
function evidenceByBeat(activity: Activity, style: BarStyle): Float64Array[] {
  const slotsPerBar = style.beatsPerBar * SLOTS_PER_BEAT;
  const beats = activity.kick.length / SLOTS_PER_BEAT;
  const totalWeight = BAR_VOICES.reduce((sum, voice) => sum + READING_WEIGHTS.voices[voice], 0);
  const rows = Array.from({ length: beats }, () => new Float64Array(slotsPerBar));
  for (const voice of BAR_VOICES) {
    const weight = READING_WEIGHTS.voices[voice] / totalWeight;
    const gains = Float64Array.from(
      style.logShares[voice],
      (logShare) => logShare + Math.log(slotsPerBar),
    );
    const amounts = activity[voice];
    for (let slot = 0; slot < beats * SLOTS_PER_BEAT; slot++) {
      const amount = weight * amounts[slot];
      if (amount === 0) continue;
      const row = rows[Math.floor(slot / SLOTS_PER_BEAT)];
      let place = slot % slotsPerBar;
      for (let offset = 0; offset < slotsPerBar; offset += OFFSET_STEP) {
        row[offset] += amount * gains[place];
        place -= OFFSET_STEP;
        if (place < 0) place += slotsPerBar;
      }
    }
  }
  return rows;
}

/** Best sequence of bar offsets by beat, where pulses may have been lost or added. */
function followOffsets(rows: readonly Float64Array[]): number[] {
  const width = rows[0].length;
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
  return offsets;
}

/** Beats and downbeats from the bar offset at every beat of the resampled pulses. */
function layBeats(
  beatsSeconds: readonly number[],
  offsets: readonly number[],
  beatsPerBar: BeatsPerBar,
): Pick<MetreReading, 'beatsSeconds' | 'downbeatIndices'> {
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

/** The song read at one tempo in bars of one length. */
interface Reading {
  tempoFactor: number;
  beatsPerBar: BeatsPerBar;
  beats: number[];
  /** Slot of the bar line by beat, as evidence column 0 has it. */
  offsets: number[];
  /** Evidence by place of the bar line, from `offsets` on. */
  byOffset: Float64Array;
}

function readAs(
  activity: Activity,
  beats: number[],
  tempoFactor: number,
  tempoBpm: number,
  beatsPerBar: BeatsPerBar,
  maySlip: boolean,
): Reading {
  let offsets = new Array<number>(beats.length - 1).fill(0);
  let evidence = weighBars(foldBars(activity, beatsPerBar), beatsPerBar, tempoBpm);
  if (maySlip) {
    const followed = followOffsets(evidenceByBeat(activity, evidence.bestStyle));
    if (followed.some((offset) => offset !== followed[0])) {
      offsets = followed;
      evidence = weighBars(foldBars(activity, beatsPerBar, offsets), beatsPerBar, tempoBpm);
    }
  }
  return { tempoFactor, beatsPerBar, beats, offsets, byOffset: evidence.byOffset };
}

/**
 * Reads the metre from tracked pulses, which may be any level of it.
 * @param pulsesSeconds at least 16, rising
 * @param maySlip where the pulses were tracked beat by beat and may have lost one
 * @param pulseLevel tempo of the pulses over the likeliest one
 */
export function readMetre(
  curves: BarCurves,
  pulsesSeconds: readonly number[],
  maySlip: boolean,
  pulseLevel = 1,
): Metre {
  const pulseBpm =
    60 / median(pulsesSeconds.slice(1).map((seconds, i) => seconds - pulsesSeconds[i]));
  const priorOf = (ratio: number) =>
    PULSE_RATIOS.find(({ beats, pulses }) => Math.abs((ratio * pulses) / beats - 1) < 1e-6)
      ?.prior ?? UNUSUAL_PRIOR;
  const isBare = isBarePulse(activityBySlot(curves, pulsesSeconds));
  const readings: Reading[] = [];
  for (const { beats: perPulses, pulses } of isBare ? BARE_PULSE_RATIOS : PULSE_RATIOS) {
    const tempoFactor = perPulses / pulses;
    const tempoBpm = pulseBpm * tempoFactor;
    const beats = resamplePulses(pulsesSeconds, perPulses, pulses);
    const isUsual = tempoBpm >= SLOWEST_BPM && tempoBpm <= FASTEST_BPM;
    // Pulses as they are, are always a reading: there is one for the poorest song.
    if (tempoFactor !== 1 && (!isUsual || beats.length < LEAST_BEATS)) continue;
    const activity = activityBySlot(curves, beats);
    const prior = priorOf(tempoFactor * pulseLevel);
    for (const beatsPerBar of isBare ? ([4] as const) : ([4, 3] as const)) {
      const reading = readAs(activity, beats, tempoFactor, tempoBpm, beatsPerBar, maySlip);
      readings.push({ ...reading, byOffset: reading.byOffset.map((value) => value + prior) });
    }
  }
  return decide(readings, isBare);
}

/**
 * The same reading, where the song stops and goes on between two of its beats: a pause that is no whole number
 * of beats leaves all that follows beside a steady grid.
 * @param metre read from steady pulses
 * @returns null where it does not
 */
export function readSlips(curves: BarCurves, metre: Metre): Metre | null {
  const { tempoFactor, beatsPerBar, beatsSeconds } = metre.best;
  if (beatsSeconds.length < LEAST_BEATS) return null;
  const tempoBpm = 60 / (beatsSeconds[1] - beatsSeconds[0]);
  const activity = activityBySlot(curves, beatsSeconds);
  const [steady, slipping] = [false, true].map((maySlip) =>
    readAs(activity, beatsSeconds, tempoFactor, tempoBpm, beatsPerBar, maySlip),
  );
  const { offsets } = slipping;
  const isBetweenBeats = offsets.some((offset) => (offset - offsets[0]) % SLOTS_PER_BEAT !== 0);
  const gain = Math.max(...slipping.byOffset) - Math.max(...steady.byOffset);
  if (!isBetweenBeats || gain < SLIP_EVIDENCE) return null;
  const { best, certainty } = decide([slipping], false);
  return { ...metre, best, certainty: { ...certainty, tempo: metre.certainty.tempo } };
}

/** The best reading and how sure it is. */
function decide(readings: readonly Reading[], isBare: boolean): Metre {
  const best = readings.reduce((a, b) =>
    Math.max(...b.byOffset) > Math.max(...a.byOffset) ? b : a,
  );
  const offset = best.byOffset.indexOf(Math.max(...best.byOffset));
  /** Evidence of all readings of which something is true. */
  const evidence = (is: (reading: Reading, offset: number) => boolean) =>
    logSumExp(
      readings.flatMap((reading) =>
        Array.from(reading.byOffset, (value, i) =>
          is(reading, i) ? TEMPERING * value : -Infinity,
        ),
      ),
    );
  const isSameTempo = (reading: Reading) => reading.tempoFactor === best.tempoFactor;
  const isSameBeat = (reading: Reading, i: number) =>
    isSameTempo(reading) && (i - offset) % SLOTS_PER_BEAT === 0;
  const all = evidence(() => true);
  const atTempo = evidence(isSameTempo);
  const onBeats = evidence(isSameBeat);
  const onDownbeats = evidence((reading, i) => reading === best && i === offset);
  const strength = new Map<number, number>();
  for (const { tempoFactor, byOffset } of readings) {
    const most = Math.max(strength.get(tempoFactor) ?? -Infinity, ...byOffset);
    if (tempoFactor !== best.tempoFactor) strength.set(tempoFactor, most);
  }
  const slots = best.beatsPerBar * SLOTS_PER_BEAT;
  const offsets = best.offsets.map((slot) => (slot + offset) % slots);
  return {
    evidence: best.byOffset[offset],
    best: {
      tempoFactor: best.tempoFactor,
      beatsPerBar: best.beatsPerBar,
      ...layBeats(best.beats, offsets, best.beatsPerBar),
    },
    // Nothing tells whether a bare pulse ticks once or twice a beat.
    otherFactors: isBare
      ? [0.5, 2]
      : [...strength].sort((a, b) => b[1] - a[1]).map(([factor]) => factor),
    certainty: {
      tempo: isBare ? 0.5 : Math.exp(atTempo - all),
      beats: Math.exp(onBeats - atTempo),
      downbeats: Math.exp(onDownbeats - onBeats),
    },
  };
}
