/** How loud a plan's material will be by beat, on the scale on which its arc is drawn. */
import type { PlanContext } from '@/lib/plan/constraints/plan-context';
import { totalPowerByBeat } from '@/lib/plan/remix-levels';
import type { RemixPlan } from '@/lib/plan/remix-plan';

/** A chorus and a breakdown at energy 0 stand so far apart. */
const RANGE_DB = 15;
/** Short hits would make a comb of the curve: mean power over a bar. */
const SMOOTHED_BEATS = 4;

/** 1 = the loudest bar, 0 = so far under it as energy 0 is under energy 1. */
export function planLevel(
  plan: RemixPlan,
  songs: Pick<PlanContext, 'vocal' | 'instrumental'>,
): number[] {
  const power = totalPowerByBeat(plan, songs);
  const bars = Array.from({ length: Math.ceil(power.length / SMOOTHED_BEATS) }, (_, bar) => {
    const beats = power.subarray(bar * SMOOTHED_BEATS, (bar + 1) * SMOOTHED_BEATS);
    return beats.reduce((sum, one) => sum + one, 0) / beats.length;
  });
  const loudest = Math.max(...bars, 1e-12);
  return Array.from(power, (_, beat) => {
    const db = 10 * Math.log10(Math.max(bars[Math.floor(beat / SMOOTHED_BEATS)], 1e-12) / loudest);
    return Math.max(0, 1 + db / RANGE_DB);
  });
}
