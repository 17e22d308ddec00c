/** The last step of a mix: brings it to a loudness without letting a peak over the ceiling. */
import { dbToAmplitude } from './decibels';
import { applyGain, limiterGain, trimToCeiling } from './limiter';
import { integratedLufs, type LoudnessReport, loudnessSteps, measureLoudness } from './loudness';
import type { Pcm } from './pcm';
import { truePeakEnvelope } from './true-peak';

export interface MasterTarget {
  targetLufs: number;
  ceilingDbtp: number;
}

export interface Master {
  /** The same object that was handed in, changed in place. */
  pcm: Pcm;
  /** Measured on the result. */
  report: LoudnessReport;
  /** Gain before the limiter. */
  appliedGainDb: number;
  /** Most that the limiter turned it down. */
  maxReductionDb: number;
  /** A sentence where the target was missed by more than the tolerance, else null. */
  missedBecause: string | null;
}

/** Two masters this close sound equally loud; also the tolerance of the meters themselves. */
const TOLERANCE_LU = 0.1;

/** Aimed at, so that the final trim stays inside the tolerance. */
const AIM_LU = 0.03;

const MAX_ROUNDS = 8;

/** A limiter takes away part of each further dB; less than this share left means that it only squashes. */
const MIN_SLOPE = 0.1;

/** Headroom, in gain, for which true peaks are worked out in advance. */
const ENVELOPE_RESERVE_DB = 6;

/**
 * Masters in place. The gain is found by measuring behind the limiter, as that takes some of what the
 * gain gives, and correcting by the slope between the last two tries (secant method).
 */
export function masterTo(pcm: Pcm, { targetLufs, ceilingDbtp }: MasterTarget): Master {
  const before = integratedLufs(loudnessSteps(pcm));
  if (before === Number.NEGATIVE_INFINITY) {
    trimToCeiling(pcm, ceilingDbtp);
    return {
      pcm,
      report: measureLoudness(pcm),
      appliedGainDb: 0,
      maxReductionDb: 0,
      missedBecause: 'The mix is silent, so it was left as it is.',
    };
  }
  const gain = new Float32Array(pcm.channels[0].length);
  let envelope: Float32Array = gain;
  let envelopeGainDb = Number.NEGATIVE_INFINITY;
  let gainDb = targetLufs - before;
  let maxReductionDb = 0;
  let slope = 1;
  let tried: { gainDb: number; lufs: number } | null = null;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (gainDb > envelopeGainDb) {
      envelopeGainDb = gainDb + ENVELOPE_RESERVE_DB;
      envelope = truePeakEnvelope(pcm, dbToAmplitude(ceilingDbtp - envelopeGainDb));
    }
    maxReductionDb = limiterGain(envelope, pcm.sampleRateHz, { gainDb, ceilingDbtp }, gain);
    const lufs = integratedLufs(loudnessSteps(pcm, gain));
    if (Math.abs(lufs - targetLufs) <= AIM_LU) break;
    if (tried && gainDb !== tried.gainDb) slope = (lufs - tried.lufs) / (gainDb - tried.gainDb);
    if (slope < MIN_SLOPE) break;
    tried = { gainDb, lufs };
    if (round < MAX_ROUNDS - 1) gainDb += (targetLufs - lufs) / Math.min(slope, 1);
  }
  applyGain(pcm, gain);
  let report = measureLoudness(pcm);
  if (report.maxTruePeakDbtp > ceilingDbtp) {
    trimToCeiling(pcm, ceilingDbtp);
    report = measureLoudness(pcm);
  }
  const isMissed = Math.abs(report.integratedLufs - targetLufs) > TOLERANCE_LU;
  return {
    pcm,
    report,
    appliedGainDb: gainDb,
    maxReductionDb,
    missedBecause: isMissed
      ? `The mix is at ${report.integratedLufs.toFixed(1)} LUFS instead of ${targetLufs}: ` +
        `its peaks leave no room under ${ceilingDbtp} dBTP to make it louder.`
      : null,
  };
}
