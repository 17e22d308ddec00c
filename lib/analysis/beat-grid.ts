/** From onset curves to the beat grid: tempo, tracked beats, then the exact times. */
import { type Attack, attackNear, pickOnsets, slopeEnvelope } from './attack-times';
import { FRAME_RATE_HZ } from './band-spectrogram';
import { trackBeats } from './beat-path';
import { settleBeatPhase } from './beat-phase';
import { fitConstantGrid } from './constant-grid';
import { gridSupport } from './grid-support';
import { extendBeats, fitLiveGrid } from './live-grid';
import { computePulse, type PulseSources } from './pulse';
import { clamp, mean, median } from './statistics';
import { computeTempogram, estimateTempo, trackTempo } from './tempo';

export interface BeatGrid {
  tempoBpm: number;
  tempoAlternativesBpm: number[];
  beatsSeconds: number[];
  isConstant: boolean;
  tempoConfidence: number;
  beatsConfidence: number;
}

/** What the tracker listens to: onset curves, and the waveforms of the mix and of the drums. */
export interface BeatSources {
  onsets: PulseSources;
  mixMono: Float32Array;
  drumsMono: Float32Array;
  sampleRateHz: number;
}

/** A steady grid is taken where it explains nearly as many attacks as one that follows each of them. */
const STEADY_SHARE = 0.8;
/** A grid may be moved by this much so that a first beat at the very start of the file is kept. */
const START_TOLERANCE_SECONDS = 0.005;

/** Attacks of all onsets, from whichever of the two waveforms shows them more clearly. */
function findAttacks(pulse: Float32Array, sources: BeatSources): Attack[] {
  const mixEnvelope = slopeEnvelope(sources.mixMono, sources.sampleRateHz);
  const drumsEnvelope = slopeEnvelope(sources.drumsMono, sources.sampleRateHz);
  const attacks: Attack[] = [];
  for (const { frame, strength } of pickOnsets(pulse, FRAME_RATE_HZ)) {
    const seconds = frame / FRAME_RATE_HZ;
    const candidates = [mixEnvelope, drumsEnvelope]
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
  const overall = mean(pulse);
  return clamp((mean(onBeats) / Math.max(overall, 1e-9) - 1.3) / 2.2, 0, 1);
}

export function computeBeatGrid(sources: BeatSources, durationSeconds: number): BeatGrid {
  const pulse = computePulse(sources.onsets);
  const tempogram = computeTempogram(pulse);
  const estimate = estimateTempo(tempogram);
  const frames = trackBeats(pulse, trackTempo(tempogram, estimate.tempoBpm));
  const tracked = frames.map((frame) => frame / FRAME_RATE_HZ);
  const attacks = findAttacks(pulse, sources);
  const settled = settleBeatPhase(sources.onsets, tracked);
  const live = extendBeats(fitLiveGrid(attacks, settled), durationSeconds);
  const fitted = fitConstantGrid(attacks, tracked);
  const steady = fitted && layOut(fitted.periodSeconds, fitted.phaseSeconds, durationSeconds);
  const constant =
    fitted && steady && gridSupport(attacks, steady) >= STEADY_SHARE * gridSupport(attacks, live)
      ? fitted
      : null;
  const beatsSeconds =
    constant && steady
      ? layOut(constant.periodSeconds, settleBeatPhase(sources.onsets, steady)[0], durationSeconds)
      : live;
  const intervals = beatsSeconds.slice(1).map((seconds, i) => seconds - beatsSeconds[i]);
  const tempoBpm = constant ? 60 / constant.periodSeconds : 60 / median(intervals);
  const scale = tempoBpm / estimate.tempoBpm;
  return {
    tempoBpm,
    tempoAlternativesBpm: estimate.alternativesBpm.map((bpm) => bpm * scale),
    beatsSeconds,
    isConstant: constant !== null,
    tempoConfidence: estimate.confidence,
    beatsConfidence: pulseContrast(pulse, beatsSeconds) * (constant ? 1 : 0.9),
  };
}
