/** From onset curves to the beat grid: pulse, metre, then the exact times. */
import { FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import { type Attack, attackNear, pickOnsets } from './attack-times';
import type { BarCurves } from './bar-activity';
import { trackBeats } from './beat-path';
import type { BeatSignals } from './beat-signals';
import type { ConstantGrid } from './constant-grid';
import { type GridEvidence, layOut, readGrid, readGridFromOffbeats } from './grid-reading';
import { gridSupport } from './grid-support';
import { extendBeats, fitLiveGrid } from './live-grid';
import { readSlips } from './metre';
import { computePulse } from './pulse';
import { clamp, mean, median } from './statistics';
import {
  computeTempogram,
  estimateTempo,
  FASTEST_BPM,
  SLOWEST_BPM,
  type Tempogram,
  trackTempo,
} from './tempo';
import { findTempoJump } from './tempo-changes';

export interface BeatGrid {
  tempoBpm: number;
  /** Other readings, most likely first. */
  tempoAlternativesBpm: number[];
  beatsPerBar: number;
  beatsSeconds: number[];
  downbeatIndices: number[];
  isConstant: boolean;
  confidence: { tempo: number; beats: number; downbeats: number };
}

/** A live tempo stays within this of the song's; what is further off is another tempo. */
const ONE_TEMPO_TOLERANCE = 0.045;
/** A song is also read from pulses at half and twice the tempo where it is less sure of it than this ... */
const SURE_TEMPO = 0.9;
/** ... or fewer of its attacks lie on the grid, less chance. */
const SURE_SUPPORT = 0.5;
const PULSE_LEVELS = [1, 0.5, 2] as const;
/** Beats that jump to another tempo are followed this much further. */
const JUMP_LEEWAY = 1.05;

/** Attacks of all onsets, from whichever of mix and drums shows them more clearly. */
function findAttacks(pulse: Float32Array, { slopeEnvelopes }: BeatSignals): Attack[] {
  const attacks: Attack[] = [];
  for (const { frame, strength } of pickOnsets(pulse, FRAME_RATE_HZ)) {
    const seconds = frame / FRAME_RATE_HZ;
    const candidates = slopeEnvelopes
      .map((envelope) => attackNear(envelope, seconds, strength))
      .filter((attack) => attack !== null);
    candidates.sort((a, b) => b.contrastDb - a.contrastDb);
    if (candidates.length > 0) attacks.push(candidates[0]);
  }
  return attacks.sort((a, b) => a.seconds - b.seconds);
}

/** How much stronger the pulse is on the beats than elsewhere, 0 to 1. */
function pulseContrast(pulse: Float32Array, beatsSeconds: readonly number[]): number {
  const onBeats: number[] = [];
  for (const seconds of beatsSeconds) {
    const frame = Math.round(seconds * FRAME_RATE_HZ);
    let peak = 0;
    for (let i = frame - 2; i <= frame + 2; i++) peak = Math.max(peak, pulse[i] ?? 0);
    onBeats.push(peak);
  }
  return clamp((mean(onBeats) / Math.max(mean(pulse), 1e-9) - 1.3) / 2.2, 0, 1);
}

/** Share of the beats that are played near the song's tempo: one figure cannot stand for several tempi. */
function shareAtTempo(intervalsSeconds: readonly number[], tempoBpm: number): number {
  const near = intervalsSeconds.filter(
    (interval) => Math.abs((interval * tempoBpm) / 60 - 1) < ONE_TEMPO_TOLERANCE,
  );
  return near.length / Math.max(1, intervalsSeconds.length);
}

/** Downbeats carried on to beats that were added before the first and after the last. */
function extendDownbeats(
  found: readonly number[],
  added: number,
  count: number,
  beatsPerBar: number,
): number[] {
  const indices = found.map((index) => index + added);
  if (indices.length === 0) return [0];
  while (indices[0] - beatsPerBar >= 0) indices.unshift(indices[0] - beatsPerBar);
  while (indices[indices.length - 1] + beatsPerBar < count) {
    indices.push(indices[indices.length - 1] + beatsPerBar);
  }
  return indices;
}

/** Reads the pulse, at other levels too where it is not sure. */
function readPulse(evidence: GridEvidence, pulse: Float32Array) {
  const tempogram = computeTempogram(pulse);
  const { tempoBpm, confidence } = estimateTempo(tempogram);
  const track = (bpm: number, reach?: number) => {
    const frames = trackBeats(pulse, trackTempo(tempogram, bpm, reach));
    const [first = 0] = frames;
    // One hit alone has no interval.
    if (frames.length < 2) return layOut(60 / bpm, first / FRAME_RATE_HZ, evidence.durationSeconds);
    return frames.map((frame) => frame / FRAME_RATE_HZ);
  };
  const first = readGrid(evidence, track(tempoBpm));
  const isSure =
    first.steady !== null &&
    confidence * first.metre.certainty.tempo >= SURE_TEMPO &&
    gridSupport(evidence.attacks, first.metre.best.beatsSeconds) >= SURE_SUPPORT;
  const levels = PULSE_LEVELS.filter(
    (level) => level * tempoBpm >= SLOWEST_BPM && level * tempoBpm <= FASTEST_BPM,
  );
  let reading = first;
  let trackedBpm = tempoBpm;
  for (const level of isSure ? [] : levels) {
    const other = readGridFromOffbeats(evidence, track(level * tempoBpm), level);
    if (other.metre.evidence <= reading.metre.evidence) continue;
    reading = other;
    trackedBpm = level * tempoBpm;
  }
  if (!reading.steady) return { ...reading, confidence };
  const jump = findJump(evidence, reading.steady, tempogram);
  if (jump) {
    const steadyBpm = 60 / reading.steady.periodSeconds;
    const reach = JUMP_LEEWAY * Math.max(jump / steadyBpm, steadyBpm / jump);
    return { ...readGrid(evidence, track(trackedBpm, reach)), confidence };
  }
  const broken = readSlips(evidence.curves, reading.metre);
  return { ...reading, isBroken: broken !== null, metre: broken ?? reading.metre, confidence };
}

/** Tempo to which a song jumps whose grid seemed steady; null where it is. */
function findJump(
  { attacks, durationSeconds }: GridEvidence,
  { periodSeconds, phaseSeconds }: ConstantGrid,
  tempogram: Tempogram,
): number | null {
  const beats = layOut(periodSeconds, phaseSeconds, durationSeconds);
  return findTempoJump(attacks, beats, tempogram, 60 / periodSeconds);
}

/** Beats and bars of a song. A song without a beat gives a grid with little confidence. */
export function computeBeatGrid(signals: BeatSignals, curves: BarCurves): BeatGrid {
  const { mix, stems, durationSeconds } = signals;
  const pulse = computePulse({
    mix: mix.onset,
    drums: stems.drums.onset,
    bass: stems.bass.onset,
    other: stems.other.onset,
  });
  const attacks = findAttacks(pulse, signals);
  const reading = readPulse({ attacks, curves, durationSeconds }, pulse);
  const { steady, isBroken, metre } = reading;
  const { best } = metre;

  let beatsSeconds: number[];
  let addedBefore: number;
  if (steady && !isBroken) {
    const period = steady.periodSeconds / best.tempoFactor;
    beatsSeconds = layOut(period, best.beatsSeconds[0], durationSeconds);
    addedBefore = Math.round((best.beatsSeconds[0] - beatsSeconds[0]) / period);
  } else {
    const fitted = isBroken ? best.beatsSeconds : fitLiveGrid(attacks, best.beatsSeconds);
    beatsSeconds = extendBeats(fitted, durationSeconds);
    addedBefore = beatsSeconds.indexOf(fitted[0]);
  }
  const intervals = beatsSeconds.slice(1).map((seconds, i) => seconds - beatsSeconds[i]);
  const tempoBpm = steady ? (60 * best.tempoFactor) / steady.periodSeconds : 60 / median(intervals);
  const contrast = pulseContrast(pulse, beatsSeconds);
  return {
    tempoBpm,
    tempoAlternativesBpm: metre.otherFactors.map(
      (factor) => (tempoBpm * factor) / best.tempoFactor,
    ),
    beatsPerBar: best.beatsPerBar,
    beatsSeconds,
    downbeatIndices: extendDownbeats(
      best.downbeatIndices,
      addedBefore,
      beatsSeconds.length,
      best.beatsPerBar,
    ),
    isConstant: steady !== null && !isBroken,
    confidence: {
      tempo: reading.confidence * metre.certainty.tempo * shareAtTempo(intervals, tempoBpm),
      beats: contrast * metre.certainty.beats,
      downbeats: contrast * metre.certainty.downbeats,
    },
  };
}
