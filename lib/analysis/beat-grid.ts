/** From onset curves to the beat grid: pulse, metre, then the exact times. */

import { FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import { type Attack, attackNear, pickOnsets } from './attack-times';
import type { BarCurves } from './bar-activity';
import { trackBeats } from './beat-path';
import type { BeatSignals } from './beat-signals';
import { type ConstantGrid, fitConstantGrid } from './constant-grid';
import { gridSupport, holdsThroughout } from './grid-support';
import { extendBeats, fitLiveGrid } from './live-grid';
import { readMetre } from './metre';
import { computePulse } from './pulse';
import { clamp, mean, median } from './statistics';
import { computeTempogram, estimateTempo, trackTempo } from './tempo';

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

/** A steady grid is taken where it explains nearly as many attacks as one that follows each of them. */
const STEADY_SHARE = 0.8;
/** A live tempo stays within this of the song's; what is further off is another tempo. */
const ONE_TEMPO_TOLERANCE = 0.045;
/** A grid may be moved by this much so that a first beat at the very start of the file is kept. */
const START_TOLERANCE_SECONDS = 0.005;

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

/** Beats k · period + phase over the whole song. */
function layOut(periodSeconds: number, phaseSeconds: number, durationSeconds: number): number[] {
  let phase = phaseSeconds % periodSeconds;
  if (phase < 0) phase += periodSeconds;
  // A hair before the start is the start.
  if (periodSeconds - phase < START_TOLERANCE_SECONDS) phase = 0;
  const beats: number[] = [];
  for (let k = 0; phase + k * periodSeconds <= durationSeconds; k++) {
    beats.push(phase + k * periodSeconds);
  }
  return beats;
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

/** The grid that one tempo makes over the whole song, where one holds. */
function steadyGrid(
  attacks: readonly Attack[],
  tracked: readonly number[],
  durationSeconds: number,
): { grid: ConstantGrid; pulses: number[] } | null {
  const grid = fitConstantGrid(attacks, tracked);
  if (!grid) return null;
  const pulses = layOut(grid.periodSeconds, grid.phaseSeconds, durationSeconds);
  const live = extendBeats(fitLiveGrid(attacks, tracked), durationSeconds);
  const isSteady =
    gridSupport(attacks, pulses) >= STEADY_SHARE * gridSupport(attacks, live) &&
    holdsThroughout(attacks, pulses, live);
  return isSteady ? { grid, pulses } : null;
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
  const tempogram = computeTempogram(pulse);
  const estimate = estimateTempo(tempogram);
  const frames = trackBeats(pulse, trackTempo(tempogram, estimate.tempoBpm));
  const tracked = frames.map((frame) => frame / FRAME_RATE_HZ);
  const attacks = findAttacks(pulse, signals);
  const loose = readMetre(curves, extendBeats(tracked, durationSeconds), true);
  const steady = steadyGrid(attacks, loose.best.beatsSeconds, durationSeconds);
  const metre = steady ? readMetre(curves, steady.pulses, false) : loose;
  const { best } = metre;

  let beatsSeconds: number[];
  let addedBefore: number;
  if (steady) {
    const period = steady.grid.periodSeconds / best.tempoFactor;
    beatsSeconds = layOut(period, best.beatsSeconds[0], durationSeconds);
    addedBefore = Math.round((best.beatsSeconds[0] - beatsSeconds[0]) / period);
  } else {
    const fitted = fitLiveGrid(attacks, best.beatsSeconds);
    beatsSeconds = extendBeats(fitted, durationSeconds);
    addedBefore = beatsSeconds.indexOf(fitted[0]);
  }
  const intervals = beatsSeconds.slice(1).map((seconds, i) => seconds - beatsSeconds[i]);
  const tempoBpm = steady
    ? (60 * best.tempoFactor) / steady.grid.periodSeconds
    : 60 / median(intervals);
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
    isConstant: steady !== null,
    confidence: {
      tempo: estimate.confidence * metre.certainty.tempo * shareAtTempo(intervals, tempoBpm),
      beats: contrast * metre.certainty.beats,
      downbeats: contrast * metre.certainty.downbeats,
    },
  };
}
