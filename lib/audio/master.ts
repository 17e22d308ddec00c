/** The last step of a mix: brings it to a loudness without letting a peak over the ceiling. */
import { dbToAmplitude } from './decibels';
import { applyGain, LimiterForecast, limiterGain, trimToCeiling } from './limiter';
import {
  integratedLufs,
  type LoudnessReport,
  type LoudnessSteps,
  loudnessSteps,
  measureLoudness,
  STEPS_PER_SECOND,
} from './loudness';
import type { Pcm } from './pcm';
import { samplePeaks, truePeakEnvelope } from './true-peak';

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

const MAX_ROUNDS = 6;

/** Gains this close give the same loudness. */
const LEAST_STEP_DB = 0.002;

/** The search goes up from so far below the gain that would do without a limiter, in steps of so much. */
const REACH_DB = 0.5;
const SEARCH_STEP_DB = 0.5;

/** A limiter takes away part of each further dB; less than this share left means that it only squashes. */
const MIN_SLOPE = 0.1;

/** Headroom, in gain, for which true peaks are worked out in advance. */
const ENVELOPE_RESERVE_DB = 1.5;

/**
 * Finds the gain that gives a loudness behind the limiter, which takes some of what the gain gives. The
 * search goes over a forecast of the limiter; what the forecast misses by is left to the measured rounds.
 */
class GainSearch {
  private readonly startDb: number;
  private readonly stepSamples: number;
  private envelope: Float32Array = new Float32Array(0);
  private envelopeGainDb = Number.NEGATIVE_INFINITY;
  private forecast: LimiterForecast;

  constructor(
    private readonly pcm: Pcm,
    private readonly steps: LoudnessSteps,
    private readonly target: MasterTarget,
  ) {
    this.startDb = target.targetLufs - integratedLufs(steps);
    this.stepSamples = pcm.sampleRateHz / STEPS_PER_SECOND;
    // Samples alone tell within half a decibel how far the search will have to go.
    this.forecast = new LimiterForecast(samplePeaks(pcm), pcm.sampleRateHz, target.ceilingDbtp);
  }

  /** The gain at which the forecast has this loudness, or where more of it would only squash. */
  gainFor(lufs: number): number {
    let low = this.startDb - REACH_DB;
    let lowLufs = this.forecastLufs(low);
    let high = low;
    while (lowLufs < lufs) {
      high = low + SEARCH_STEP_DB;
      const highLufs = this.forecastLufs(high);
      if (highLufs >= lufs) break;
      if (highLufs - lowLufs < MIN_SLOPE * SEARCH_STEP_DB) return low;
      low = high;
      lowLufs = highLufs;
    }
    while (high - low > LEAST_STEP_DB) {
      const middle = (low + high) / 2;
      if (this.forecastLufs(middle) < lufs) low = middle;
      else high = middle;
    }
    return high;
  }

  forecastLufs(gainDb: number): number {
    const { power } = this.steps;
    const makeup = 10 ** (gainDb / 10);
    const gains = this.forecast.powerGains(gainDb, power.length, this.stepSamples);
    return integratedLufs({
      power: power.map((value, step) => value * makeup * gains[step]),
    });
  }

  /** The limiter itself. @see limiterGain */
  limiterGain(gainDb: number, gain: Float32Array): number {
    this.preparePeaks(gainDb);
    const { ceilingDbtp } = this.target;
    return limiterGain(this.envelope, this.pcm.sampleRateHz, { gainDb, ceilingDbtp }, gain);
  }

  /** True peaks are worked out where they may matter at this gain or a little more. */
  preparePeaks(gainDb: number): void {
    if (gainDb <= this.envelopeGainDb) return;
    const { ceilingDbtp } = this.target;
    this.envelopeGainDb = gainDb + ENVELOPE_RESERVE_DB;
    this.envelope = truePeakEnvelope(this.pcm, dbToAmplitude(ceilingDbtp - this.envelopeGainDb));
    this.forecast = new LimiterForecast(this.envelope, this.pcm.sampleRateHz, ceilingDbtp);
  }
}

/**
 * Masters in place. The gain is found by measuring behind the limiter and correcting by what is missing.
 */
export function masterTo(pcm: Pcm, { targetLufs, ceilingDbtp }: MasterTarget): Master {
  const steps = loudnessSteps(pcm);
  if (integratedLufs(steps) === Number.NEGATIVE_INFINITY) {
    trimToCeiling(pcm, ceilingDbtp);
    return {
      pcm,
      report: measureLoudness(pcm),
      appliedGainDb: 0,
      maxReductionDb: 0,
      missedBecause: 'The mix is silent, so it was left as it is.',
    };
  }
  const search = new GainSearch(pcm, steps, { targetLufs, ceilingDbtp });
  const gain = new Float32Array(pcm.channels[0].length);
  // Once by the samples, which shows where true peaks matter, and once by those.
  search.preparePeaks(search.gainFor(targetLufs));
  let gainDb = search.gainFor(targetLufs);
  let maxReductionDb = 0;
  let limited = steps;
  for (let round = 1; ; round++) {
    maxReductionDb = search.limiterGain(gainDb, gain);
    limited = loudnessSteps(pcm, gain);
    const missing = targetLufs - integratedLufs(limited);
    if (Math.abs(missing) <= AIM_LU || round === MAX_ROUNDS) break;
    const next = search.gainFor(search.forecastLufs(gainDb) + missing);
    if (Math.abs(next - gainDb) < LEAST_STEP_DB) break;
    gainDb = next;
  }
  applyGain(pcm, gain);
  let report = measureLoudness(pcm, limited);
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
