/**
 * What a plan's loudness will be like, from the stems' levels by beat and the gains: good enough to
 * see a wall of sound coming. Range after EBU Tech 3342 (10th to 95th percentile of short-term levels
 * above a relative gate of -20 LU), on windows of beats.
 */
import { totalPowerByBeat } from '../remix-levels';
import type { RemixPlan } from '../remix-plan';
import type { LoudnessFigures } from './audio-constraints';
import { LIMITS } from './limits';
import type { PlanContext } from './plan-context';

/** Length of a short-term window, seconds. */
const WINDOW_SECONDS = 3;
const RELATIVE_GATE_DB = -20;
const [LOW_PERCENTILE, HIGH_PERCENTILE] = [0.1, 0.95];

/** Loudness and true peak are what the master aims for; the range is predicted. */
export function predictLoudness(plan: RemixPlan, context: PlanContext): LoudnessFigures {
  const power = totalPowerByBeat(plan, context);
  const window = Math.max(1, Math.round((WINDOW_SECONDS * plan.tempo.targetBpm) / 60));
  return {
    integratedLufs: plan.targetLufs,
    loudnessRangeLu: loudnessRange(power, window),
    maxTruePeakDbtp: LIMITS.truePeakDbtp,
  };
}

/** Range of a course of power over beats, LU. */
export function loudnessRange(power: Float64Array, window: number): number {
  const means = new Float64Array(power.length);
  let count = 0;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < power.length; i++) {
    sum += power[i] - (i >= window ? power[i - window] : 0);
    if (i < window - 1) continue;
    means[count] = Math.max(sum, 0) / window;
    total += means[count];
    count += 1;
  }
  const gate = (total / Math.max(1, count)) * 10 ** (RELATIVE_GATE_DB / 10);
  const sorted = means.subarray(0, count).sort();
  const first = sorted.findIndex((mean) => mean > 0 && mean >= gate);
  if (first < 0) return 0;
  const gated = sorted.subarray(first);
  const at = (share: number) => gated[Math.round(share * (gated.length - 1))];
  return 10 * Math.log10(at(HIGH_PERCENTILE) / at(LOW_PERCENTILE));
}
