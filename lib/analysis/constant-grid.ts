/**
 * Does one tempo hold for the whole song? A grid of constant tempo is fitted to the attacks of the whole
 * song at once, so that breaks without drums do not matter, and is kept only where every part of the song
 * agrees with it to a few milliseconds.
 */
import type { Attack } from './attack-times';
import { median, percentile } from './statistics';

export interface ConstantGrid {
  periodSeconds: number;
  /** Time of one beat. */
  phaseSeconds: number;
}

/** The tempo is searched this far round the tracked one. */
const SEARCH_SHARE = 0.03;
/** Attacks further from a beat than this say nothing about its phase. */
const NEAR_SECONDS = 0.03;
/** Residuals beyond this count less and less (Cauchy weights). */
const RESIDUAL_SCALE_SECONDS = 0.003;
/** The song is judged in parts of this length. */
const PART_SECONDS = 12;
const PART_TOLERANCE_SECONDS = 0.006;
/** Share of the attacks in agreeing parts less that in disagreeing ones. */
const NEEDED_AGREEMENT = 0.35;
/** A whole-number tempo is taken where it moves no beat of the song by more than this. */
const WHOLE_TEMPO_TOLERANCE_SECONDS = 0.006;

interface WeighedTime {
  seconds: number;
  weight: number;
}

/** Loud, sudden attacks weigh most. */
function weigh(attacks: readonly Attack[]): WeighedTime[] {
  return attacks.map(({ seconds, strength, contrastDb }) => ({
    seconds,
    weight: strength * Math.min(1, contrastDb / 20),
  }));
}

/** Length of the mean resultant of the attacks on a circle of one beat, and of its half and quarter. */
function coherence(times: readonly WeighedTime[], frequencyHz: number): number {
  let total = 0;
  const sums = [0, 0, 0, 0, 0, 0];
  for (const { seconds, weight } of times) {
    total += weight;
    const angle = 2 * Math.PI * frequencyHz * seconds;
    for (let k = 0; k < 3; k++) {
      const turned = angle * (1 << k);
      sums[2 * k] += weight * Math.cos(turned);
      sums[2 * k + 1] += weight * Math.sin(turned);
    }
  }
  let score = 0;
  for (let k = 0; k < 3; k++) score += Math.hypot(sums[2 * k], sums[2 * k + 1]);
  return score / Math.max(total, 1e-9);
}

/** Tempo with the most coherent attacks near the tracked one. */
function searchPeriod(
  times: readonly WeighedTime[],
  aroundSeconds: number,
  length: number,
): number {
  const centreHz = 1 / aroundSeconds;
  const stepHz = 1 / (16 * Math.max(length, 10));
  const steps = Math.ceil((SEARCH_SHARE * centreHz) / stepHz);
  let bestHz = centreHz;
  let bestScore = -1;
  for (let step = -steps; step <= steps; step++) {
    const hz = centreHz + step * stepHz;
    const score = coherence(times, hz);
    if (score > bestScore) {
      bestScore = score;
      bestHz = hz;
    }
  }
  return 1 / bestHz;
}

/** Signed distance from the nearest beat. */
function residual(seconds: number, period: number, phase: number): number {
  const beats = (seconds - phase) / period;
  return (beats - Math.round(beats)) * period;
}

/** Phase at which most weight lies within a few milliseconds of a beat, near a given one. */
function refinePhase(times: readonly WeighedTime[], period: number, near: number): number {
  let best = near;
  let bestScore = -1;
  for (let shift = -NEAR_SECONDS; shift <= NEAR_SECONDS; shift += 0.0005) {
    let score = 0;
    for (const { seconds, weight } of times) {
      const distance = residual(seconds, period, near + shift) / RESIDUAL_SCALE_SECONDS;
      if (Math.abs(distance) < 4) score += weight * Math.exp(-0.5 * distance * distance);
    }
    if (score > bestScore) {
      bestScore = score;
      best = near + shift;
    }
  }
  return best;
}

/** Robust least squares of beat number against time (iteratively reweighted, Cauchy). */
function regress(
  times: readonly WeighedTime[],
  period: number,
  phase: number,
  isPeriodFixed: boolean,
): { period: number; phase: number } {
  for (let round = 0; round < 8; round++) {
    let sw = 0;
    let sx = 0;
    let sy = 0;
    let sxx = 0;
    let sxy = 0;
    for (const { seconds, weight } of times) {
      const beat = Math.round((seconds - phase) / period);
      const error = seconds - phase - beat * period;
      if (Math.abs(error) > NEAR_SECONDS) continue;
      const w = weight / (1 + (error / RESIDUAL_SCALE_SECONDS) ** 2);
      sw += w;
      sx += w * beat;
      sy += w * error;
      sxx += w * beat * beat;
      sxy += w * beat * error;
    }
    if (sw <= 0) break;
    const determinant = sw * sxx - sx * sx;
    const slope = isPeriodFixed || determinant <= 1e-9 ? 0 : (sw * sxy - sx * sy) / determinant;
    phase += (sy - slope * sx) / sw;
    period += slope;
  }
  return { period, phase };
}

/**
 * Whether the parts of the song agree with the grid. A part agrees where clearly more of its attacks than
 * chance would have it lie on the grid's quarters of a beat, and disagrees where more of them lie together
 * somewhere else. Slow sounds that start late and swung notes lie scattered: such parts say nothing.
 */
function agreement(times: readonly WeighedTime[], period: number, phase: number): number {
  const quarter = period / 4;
  const parts = new Map<number, number[]>();
  for (const { seconds } of times) {
    const index = Math.floor(seconds / PART_SECONDS);
    const part = parts.get(index);
    const distance = residual(seconds, quarter, phase);
    if (part) part.push(distance);
    else parts.set(index, [distance]);
  }
  const byChance = (2 * PART_TOLERANCE_SECONDS) / quarter;
  const needed = byChance + 0.25 * (1 - byChance);
  let [agreeing, disagreeing, all] = [0, 0, 0];
  for (const distances of parts.values()) {
    if (distances.length < 6) continue;
    const countAt = (shift: number) =>
      distances.filter((d) => Math.abs(residual(d, quarter, shift)) < PART_TOLERANCE_SECONDS)
        .length;
    const onGrid = countAt(0);
    let elsewhere = 0;
    for (let shift = 2 * PART_TOLERANCE_SECONDS; shift < quarter / 2; shift += 0.002) {
      elsewhere = Math.max(elsewhere, countAt(shift), countAt(-shift));
    }
    all += distances.length;
    if (onGrid >= needed * distances.length && onGrid >= elsewhere) agreeing += distances.length;
    else if (elsewhere >= needed * distances.length) disagreeing += distances.length;
  }
  return all > 0 ? (agreeing - disagreeing) / all : 0;
}

/**
 * @param attacks attacks of the whole song
 * @param beatsSeconds tracked beats: they give the rough tempo and which of the attacks are beats
 * @returns null where the tempo moves
 */
export function fitConstantGrid(
  attacks: readonly Attack[],
  beatsSeconds: readonly number[],
): ConstantGrid | null {
  if (beatsSeconds.length < 8 || attacks.length < 8) return null;
  const times = weigh(attacks);
  const intervals = beatsSeconds.slice(1).map((seconds, i) => seconds - beatsSeconds[i]);
  const spread = percentile(intervals, 0.9) / percentile(intervals, 0.1);
  if (spread > 1.25) {
    const steady = intervals.filter(
      (interval) => Math.abs(interval / median(intervals) - 1) < 0.04,
    );
    if (steady.length < 0.6 * intervals.length) return null;
  }
  const length = times[times.length - 1].seconds - times[0].seconds;
  let period = searchPeriod(times, median(intervals), length);
  let phase = refinePhase(times, period, rememberedPhase(beatsSeconds, period));
  ({ period, phase } = regress(times, period, phase, false));
  const wholeBpm = Math.round(60 / period);
  const movedBy = Math.abs(60 / wholeBpm - period) * (length / period);
  if (movedBy < 2 * WHOLE_TEMPO_TOLERANCE_SECONDS) {
    period = 60 / wholeBpm;
    ({ phase } = regress(times, period, phase, true));
  }
  return agreement(times, period, phase) >= NEEDED_AGREEMENT
    ? { periodSeconds: period, phaseSeconds: phase }
    : null;
}

/** Most frequent phase of the tracked beats on the grid: a slip by half a beat in a break is outvoted. */
function rememberedPhase(beatsSeconds: readonly number[], period: number): number {
  const slots = 48;
  const histogram = new Float32Array(slots);
  for (const seconds of beatsSeconds) {
    const turns = seconds / period;
    const slot = Math.floor((turns - Math.floor(turns)) * slots) % slots;
    for (let near = -2; near <= 2; near++) {
      histogram[(slot + near + slots) % slots] += 1 - Math.abs(near) / 3;
    }
  }
  let best = 0;
  for (let slot = 1; slot < slots; slot++) if (histogram[slot] > histogram[best]) best = slot;
  return ((best + 0.5) / slots) * period;
}
