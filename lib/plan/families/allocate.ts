/**
 * Lengths for a skeleton's sections: the whole close to the length asked for, boundaries on 4- and
 * 8-bar lines, the peak at 55 to 80 % of the time, the voice in and the breakdown where a knob wants them.
 */
import { SECTION_RULES } from '../rules/section-rules';
import type { Slot } from './skeleton';

export interface AllocationWish {
  beatsPerBar: number;
  /** Length to aim for and the lengths that are allowed, in bars. */
  idealBars: number;
  shortestBars: number;
  longestBars: number;
  /** Whether other lengths are refused rather than expensive. */
  isLengthStrict: boolean;
  /** No section may be longer than the material allows. */
  longestSectionBars: number;
  /** Beat at which the voice should enter; null = wherever the shape puts it. */
  vocalEntryBeat: number | null;
  /** Beat by which the voice should have entered; null = any time. */
  latestEntryBeat: number | null;
  /** Place of the breakdown, 0 to 1; null = wherever the shape puts it. */
  breakdownPosition: number | null;
  /** Centre of the peak, 0 to 1. */
  peakPosition: number;
}

/** Where the peak may lie; both its start and its centre. Source: hard constraints and DJ rules. */
export const PEAK_RANGE = { earliest: 0.55, latest: 0.8 } as const;

/** Options a slot is tried with, nearest to its ideal first. */
const OPTIONS_PER_SLOT = 3;
/** Prices of a poor fit, chosen so that shape and grid weigh alike. */
const COST = {
  length: 2.5,
  outsideLength: 30,
  shape: 0.35,
  offPhrase: 0.6,
  offDoublePhrase: 0.3,
  peak: 4,
  entry: 0.02,
  lateEntry: 0.1,
  breakdown: 2,
} as const;

/**
 * The cheapest lengths in bars, one a slot. Null where no combination puts the peak in its range or
 * where the outro would be shorter than 8 beats, or none within strict lengths.
 */
export function allocateBars(slots: readonly Slot[], wish: AllocationWish): number[] | null {
  const options = slots.map((slot) => barOptions(slot, wish));
  if (options.some((list) => list.length === 0)) return null;
  const bars = new Array<number>(slots.length).fill(0);
  let best: number[] | null = null;
  let bestCost = Infinity;
  const walk = (index: number, total: number, cost: number) => {
    if (cost >= bestCost) return;
    if (index === slots.length) {
      const full = cost + wholeCost(slots, bars, total, wish);
      if (full < bestCost) {
        bestCost = full;
        best = [...bars];
      }
      return;
    }
    const startCost = cost + lineCost(total);
    for (const option of options[index]) {
      bars[index] = option.bars;
      walk(index + 1, total + option.bars, startCost + option.cost);
    }
  };
  walk(0, 0, 0);
  return best;
}

/** Lengths worth trying for a slot with what their shape costs, nearest to its ideal first. */
function barOptions(slot: Slot, wish: AllocationWish): { bars: number; cost: number }[] {
  const ideal = Math.max(1, slot.share * wish.idealBars);
  return SECTION_RULES[slot.label].bars
    .filter((bars) => bars <= wish.longestSectionBars)
    .filter((bars) => (bars * wish.beatsPerBar) % 4 === 0 && bars * wish.beatsPerBar >= 8)
    .map((bars) => ({ bars, cost: COST.shape * Math.log2(bars / ideal) ** 2 }))
    .sort((x, y) => x.cost - y.cost)
    .slice(0, OPTIONS_PER_SLOT);
}

function lineCost(startBar: number): number {
  if (startBar % 4 !== 0) return COST.offPhrase;
  return startBar % 8 === 0 ? 0 : COST.offDoublePhrase;
}

function wholeCost(
  slots: readonly Slot[],
  bars: readonly number[],
  total: number,
  wish: AllocationWish,
): number {
  const excess = Math.max(0, wish.shortestBars - total, total - wish.longestBars);
  if (wish.isLengthStrict && excess > 0) return Infinity;
  let cost = (COST.length * Math.abs(total - wish.idealBars)) / wish.idealBars;
  cost += (COST.outsideLength * excess) / wish.idealBars;
  let entry = -1;
  let breakdown = -1;
  let start = 0;
  for (let i = 0; i < slots.length; i++) {
    if (slots[i].isPeak) {
      const centre = (start + bars[i] / 2) / total;
      if (start / total < PEAK_RANGE.earliest || centre > PEAK_RANGE.latest) return Infinity;
      cost += COST.peak * Math.abs(centre - wish.peakPosition);
    }
    if (entry < 0 && slots[i].voice !== 'none') entry = start * wish.beatsPerBar;
    if (breakdown < 0 && slots[i].label === 'breakdown') breakdown = start / total;
    start += bars[i];
  }
  if (entry >= 0) {
    if (wish.vocalEntryBeat !== null) cost += COST.entry * Math.abs(entry - wish.vocalEntryBeat);
    if (wish.latestEntryBeat !== null) {
      cost += COST.lateEntry * Math.max(0, entry - wish.latestEntryBeat);
    }
  }
  if (wish.breakdownPosition !== null && breakdown >= 0) {
    cost += COST.breakdown * Math.abs(breakdown - wish.breakdownPosition);
  }
  return cost;
}
