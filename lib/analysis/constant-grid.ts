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
/** Residuals beyond this count less and less (Cauchy weights) ... */
const RESIDUAL_SCALE_SECONDS = 0.003;
/** ... and beyond up to this where a song is played loosely, so that its early notes do not lead the grid. */
const LOOSE_SCALE_SECONDS = 0.012;
/** The song is judged in parts of this length. */
const PART_SECONDS = 12;
const PART_TOLERANCE_SECONDS = 0.009;
/** Attacks whose mean is shorter than this point nowhere. */
const POINTED_LENGTH = 0.3;
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
    let [re, im] = [Math.cos(angle), Math.sin(angle)];
    for (let k = 0; k < 3; k++) {
      sums[2 * k] += weight * re;
      sums[2 * k + 1] += weight * im;
      // Twice the angle.
      [re, im] = [re * re - im * im, 2 * re * im];
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
    const spread = median(
      times
        .map(({ seconds }) => Math.abs(residual(seconds, period, phase)))
        .filter((distance) => distance < NEAR_SECONDS),
    );
    const scale = Math.min(LOOSE_SCALE_SECONDS, Math.max(RESIDUAL_SCALE_SECONDS, 1.5 * spread));
    let sw = 0;
    let sx = 0;
    let sy = 0;
    let sxx = 0;
    let sxy = 0;
    for (const { seconds, weight } of times) {
      const beat = Math.round((seconds - phase) / period);
      const error = seconds - phase - beat * period;
      if (Math.abs(error) > NEAR_SECONDS) continue;
      const w = weight / (1 + (error / scale) ** 2);
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

/** Mean direction and length of attacks on a circle of one eighth or sixteenth. */
function resultant(
  times: readonly WeighedTime[],
  cycleSeconds: number,
  phase: number,
): { offsetSeconds: number; length: number } {
  let [x, y, total] = [0, 0, 0];
  for (const { seconds, weight } of times) {
    const angle = (2 * Math.PI * (seconds - phase)) / cycleSeconds;
    x += weight * Math.cos(angle);
    y += weight * Math.sin(angle);
    total += weight;
  }
  return {
    offsetSeconds: (Math.atan2(y, x) / (2 * Math.PI)) * cycleSeconds,
    length: Math.hypot(x, y) / Math.max(total, 1e-9),
  };
}

/**
 * Whether the parts of the song agree with the grid: the mean place of each part's attacks within a
 * sixteenth (and, for swung songs, an eighth) must stand where that of the whole song stands. The mean
 * averages out how loosely a band plays; a part whose attacks point nowhere says nothing.
 * @returns share of the attacks in agreeing parts less that in disagreeing ones
 */
function agreement(times: readonly WeighedTime[], period: number, phase: number): number {
  const parts = new Map<number, WeighedTime[]>();
  for (const time of times) {
    const index = Math.floor(time.seconds / PART_SECONDS);
    const part = parts.get(index);
    if (part) part.push(time);
    else parts.set(index, [time]);
  }
  let best = -1;
  for (const division of [2, 4]) {
    const cycle = period / division;
    const whole = resultant(times, cycle, phase).offsetSeconds;
    let [agreeing, disagreeing, all] = [0, 0, 0];
    for (const part of parts.values()) {
      if (part.length < 8) continue;
      const { offsetSeconds, length } = resultant(part, cycle, phase);
      all += part.length;
      if (length < POINTED_LENGTH) continue;
      const isNear = Math.abs(residual(offsetSeconds, cycle, whole)) < PART_TOLERANCE_SECONDS;
      if (isNear) agreeing += part.length;
      else disagreeing += part.length;
    }
    if (all > 0) best = Math.max(best, (agreeing - disagreeing) / all);
  }
  return best;
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

/** The grid of about this period on whose quarters attacks gather most; from the first of them on. */
export function nearestGrid(attacks: readonly Attack[], aroundSeconds: number): ConstantGrid {
  const times = weigh(attacks);
  const [start, end] = [times[0].seconds, times[times.length - 1].seconds];
  const periodSeconds = searchPeriod(times, aroundSeconds, end - start);
  const { offsetSeconds } = resultant(times, periodSeconds / 4, start);
  return { periodSeconds, phaseSeconds: start + offsetSeconds };
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
