/** The last step of a mix: brings it to a loudness without letting a peak over the ceiling. */
import { dbToAmplitude } from './decibels';
import { applyCurve, curveAt, type GainCurve } from './gain-curve';
import { limiterCurve, trimToCeiling } from './limiter';
import {
  integratedLufs,
  type LoudnessReport,
  type LoudnessSlices,
  loudnessSlices,
  loudnessSteps,
  measureLoudness,
  sliceStart,
  stepsOfSlices,
} from './loudness';
import type { Pcm } from './pcm';
import { boundsBehindGain, samplePeakBlocks, truePeakBlocks } from './true-peak';

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
/** A correction smaller than this changes nothing. */
const LEAST_CHANGE_DB = 0.002;

/** A gain this close to the target is not searched further. */
const SEARCH_LU = 0.005;
/** Near enough to see where true peaks will matter. */
const FIRST_SEARCH_LU = 0.3;

/** The search starts so far below the gain that would do without a limiter and takes at most so much a step. */
const REACH_DB = 0.5;
const LONGEST_STEP_DB = 3;
/** The step to try where a long one led nowhere. */
const CAREFUL_STEP_DB = 0.5;

/** A limiter takes away part of each further dB; less than this share left means that it only squashes. */
const MIN_SLOPE = 0.1;

/** Headroom, in gain, for which true peaks are worked out in advance. */
const ENVELOPE_RESERVE_DB = 1.5;

/**
 * Finds the gain that gives a loudness behind the limiter, which takes some of what the gain gives. The
 * limiter's gain is worked out for each trial; what it makes of the loudness is told from slices of the sound
 * before it, good to a hundredth, and the measured rounds see to the rest.
 */
class GainSearch {
  /** The gain that was found last, from which the next search sets out. */
  private bestDb: number;
  private readonly gains: Float64Array;
  private readonly samplePeaks: Float32Array;
  private peaks: Float32Array;
  private peaksGainDb = Number.NEGATIVE_INFINITY;
  private threshold = 0;

  constructor(
    private readonly pcm: Pcm,
    private readonly slices: LoudnessSlices,
    unlimitedLufs: number,
    private readonly target: MasterTarget,
  ) {
    this.bestDb = target.targetLufs - unlimitedLufs - REACH_DB;
    this.gains = new Float64Array(slices.energy.length);
    // Samples alone tell within half a decibel how far the search will have to go.
    this.samplePeaks = samplePeakBlocks(pcm);
    this.peaks = this.samplePeaks;
  }

  /**
   * The gain at which the sound is expected to have this loudness, or where more of it would only squash. Each
   * step goes as far as the last one's slope asks for, since a limiter mostly takes ever more of a dB.
   */
  gainFor(lufs: number, toleranceLu = SEARCH_LU): number {
    let reached = this.expectedLufs(this.bestDb);
    while (reached > lufs + toleranceLu) {
      this.bestDb -= reached - lufs;
      reached = this.expectedLufs(this.bestDb);
    }
    let slope = 1;
    while (lufs - reached > toleranceLu) {
      let next = this.bestDb + Math.min((lufs - reached) / slope, LONGEST_STEP_DB);
      let nextLufs = this.expectedLufs(next);
      if (nextLufs - reached < MIN_SLOPE * (next - this.bestDb)) {
        // A few strong peaks can hold the loudness down for a while before more of the sound follows.
        next = this.bestDb + CAREFUL_STEP_DB;
        nextLufs = this.expectedLufs(next);
      }
      slope = Math.min((nextLufs - reached) / (next - this.bestDb), 1);
      if (slope < MIN_SLOPE) break;
      this.bestDb = next;
      reached = nextLufs;
    }
    return this.bestDb;
  }

  expectedLufs(gainDb: number): number {
    const { gains, slices } = this;
    const { sampleRateHz } = this.pcm;
    const { curve } = this.limiterCurve(gainDb);
    for (let slice = 0; slice < gains.length; slice++) {
      const centre = (sliceStart(slice, sampleRateHz) + sliceStart(slice + 1, sampleRateHz)) / 2;
      gains[slice] = curveAt(curve, centre) ** 2;
    }
    return integratedLufs(stepsOfSlices(slices, sampleRateHz, gains));
  }

  /** @see limiterCurve */
  limiterCurve(gainDb: number) {
    const { ceilingDbtp } = this.target;
    return limiterCurve(this.peaks, this.pcm.sampleRateHz, { gainDb, ceilingDbtp });
  }

  /** True peaks are worked out where they may matter at this gain or a little more. */
  preparePeaks(gainDb: number): void {
    if (gainDb <= this.peaksGainDb) return;
    this.peaksGainDb = gainDb + ENVELOPE_RESERVE_DB;
    this.threshold = dbToAmplitude(this.target.ceilingDbtp - this.peaksGainDb);
    this.peaks = truePeakBlocks(this.pcm, this.threshold, this.samplePeaks);
  }

  /** What no block will exceed behind the limiter. */
  peakBounds(curve: GainCurve): Float32Array {
    return boundsBehindGain(this.peaks, this.threshold, curve);
  }
}

/**
 * Masters in place. The gain is found by measuring behind the limiter and correcting by what is missing.
 */
export function masterTo(pcm: Pcm, { targetLufs, ceilingDbtp }: MasterTarget): Master {
  const slices = loudnessSlices(pcm);
  const unlimitedLufs = integratedLufs(stepsOfSlices(slices, pcm.sampleRateHz));
  if (unlimitedLufs === Number.NEGATIVE_INFINITY) {
    trimToCeiling(pcm, ceilingDbtp);
    return {
      pcm,
      report: measureLoudness(pcm),
      appliedGainDb: 0,
      maxReductionDb: 0,
      missedBecause: 'The mix is silent, so it was left as it is.',
    };
  }
  const search = new GainSearch(pcm, slices, unlimitedLufs, { targetLufs, ceilingDbtp });
  // Once by the samples, which shows where true peaks matter, and then by those.
  search.preparePeaks(search.gainFor(targetLufs, FIRST_SEARCH_LU));
  let gainDb = search.gainFor(targetLufs);
  search.preparePeaks(gainDb);
  let limited = search.limiterCurve(gainDb);
  let steps = loudnessSteps(pcm, limited.curve);
  for (let round = 1; round < MAX_ROUNDS; round++) {
    const missing = targetLufs - integratedLufs(steps);
    if (Math.abs(missing) <= AIM_LU) break;
    const next = search.gainFor(search.expectedLufs(gainDb) + missing);
    if (Math.abs(next - gainDb) < LEAST_CHANGE_DB) break;
    search.preparePeaks(next);
    gainDb = next;
    limited = search.limiterCurve(gainDb);
    steps = loudnessSteps(pcm, limited.curve);
  }
  applyCurve(pcm, limited.curve);
  let report = measureLoudness(pcm, steps, search.peakBounds(limited.curve));
  if (report.maxTruePeakDbtp > ceilingDbtp) {
    trimToCeiling(pcm, ceilingDbtp);
    report = measureLoudness(pcm);
  }
  const isMissed = Math.abs(report.integratedLufs - targetLufs) > TOLERANCE_LU;
  return {
    pcm,
    report,
    appliedGainDb: gainDb,
    maxReductionDb: limited.reductionDb,
    missedBecause: isMissed
      ? `The mix is at ${report.integratedLufs.toFixed(1)} LUFS instead of ${targetLufs}: ` +
        `its peaks leave no room under ${ceilingDbtp} dBTP to make it louder.`
      : null,
  };
}
