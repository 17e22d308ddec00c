/**
 * Pulses that were tracked, read as music: one steady grid where one holds, and the metre on it. Pulses may
 * have been tracked at another level than the beat, or on swung offbeats; readings from different pulses are
 * compared by what speaks for their metre.
 */
import type { Attack } from './attack-times';
import type { BarCurves } from './bar-activity';
import { type ConstantGrid, fitConstantGrid } from './constant-grid';
import { gridSupport, holdsThroughout } from './grid-support';
import { extendBeats, fitLiveGrid } from './live-grid';
import { type Metre, readMetre } from './metre';

/** A steady grid is taken where it explains nearly as many attacks as one that follows each of them. */
const STEADY_SHARE = 0.8;
/** A grid may be moved by this much so that a first beat at the very start of the file is kept. */
const START_TOLERANCE_SECONDS = 0.005;
/** Places in the interval of two pulses at which attacks are counted. */
const PLACES = 48;
/** Spread of an attack over places. */
const ATTACK_PLACES = 1.2;
/** Attacks gather at a place where they are at least this share of those at the fullest. */
const GATHERED_SHARE = 0.25;
/** Quarters of the interval are looked at by the metre in any case; so is what is this near to one. */
const NEAR_QUARTER = 0.04;

/** What readings are made from. */
export interface GridEvidence {
  attacks: readonly Attack[];
  curves: BarCurves;
  durationSeconds: number;
}

export interface GridReading {
  /** The grid that one tempo makes over the whole song; null where none holds. */
  steady: ConstantGrid | null;
  /** Whether that grid stops and goes on between its beats. */
  isBroken: boolean;
  metre: Metre;
}

/** Beats k · period + phase over the whole song. */
export function layOut(
  periodSeconds: number,
  phaseSeconds: number,
  durationSeconds: number,
): number[] {
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

/** Reads tracked pulses as they are. */
export function readGrid(evidence: GridEvidence, tracked: readonly number[]): GridReading {
  return readWith(evidence, tracked, (pulses, maySlip) =>
    readMetre(evidence.curves, pulses, maySlip),
  );
}

/**
 * Reads them also from wherever else in their interval attacks gather, and takes what is most like music.
 * @param level tempo at which they were tracked over the likeliest one
 */
export function readGridFromOffbeats(
  evidence: GridEvidence,
  tracked: readonly number[],
  level: number,
): GridReading {
  return readWith(evidence, tracked, (pulses, maySlip) => {
    const shifted = gatheringPlaces(evidence.attacks, pulses).map((place) => shift(pulses, place));
    return [pulses, ...shifted]
      .map((each) => readMetre(evidence.curves, each, maySlip, level))
      .reduce((best, metre) => (metre.evidence > best.evidence ? metre : best));
  });
}

function readWith(
  { attacks, durationSeconds }: GridEvidence,
  tracked: readonly number[],
  read: (pulses: readonly number[], maySlip: boolean) => Metre,
): GridReading {
  const loose = read(extendBeats(tracked, durationSeconds), true);
  const steady = steadyGrid(attacks, loose.best.beatsSeconds, durationSeconds);
  if (!steady) return { steady, isBroken: false, metre: loose };
  const pulses = layOut(steady.periodSeconds, steady.phaseSeconds, durationSeconds);
  return { steady, isBroken: false, metre: read(pulses, false) };
}

/** The grid that one tempo makes over the whole song, where one holds. */
function steadyGrid(
  attacks: readonly Attack[],
  tracked: readonly number[],
  durationSeconds: number,
): ConstantGrid | null {
  const grid = fitConstantGrid(attacks, tracked);
  if (!grid) return null;
  const pulses = layOut(grid.periodSeconds, grid.phaseSeconds, durationSeconds);
  const live = extendBeats(fitLiveGrid(attacks, tracked), durationSeconds);
  const isSteady =
    gridSupport(attacks, pulses) >= STEADY_SHARE * gridSupport(attacks, live) &&
    holdsThroughout(attacks, pulses, live);
  return isSteady ? grid : null;
}

/** Every pulse moved on by a share of the interval that follows it. */
function shift(pulses: readonly number[], share: number): number[] {
  return pulses.slice(1).map((next, i) => pulses[i] + share * (next - pulses[i]));
}

/** Shares of the interval between pulses at which attacks gather, quarters left out. */
function gatheringPlaces(attacks: readonly Attack[], pulses: readonly number[]): number[] {
  const counts = new Float64Array(PLACES);
  let pulse = 0;
  for (const { seconds, strength, contrastDb } of attacks) {
    while (pulse + 2 < pulses.length && pulses[pulse + 1] <= seconds) pulse++;
    const share = (seconds - pulses[pulse]) / (pulses[pulse + 1] - pulses[pulse]);
    if (share < 0 || share >= 1) continue;
    for (let near = -3; near <= 3; near++) {
      const place = Math.round(share * PLACES) + near;
      const distance = (place - share * PLACES) / ATTACK_PLACES;
      counts[(place + PLACES) % PLACES] +=
        strength * Math.min(1, contrastDb / 20) * Math.exp(-0.5 * distance * distance);
    }
  }
  const fullest = Math.max(...counts);
  const shares: number[] = [];
  counts.forEach((count, place) => {
    const isPeak =
      count > counts[(place + PLACES - 1) % PLACES] && count >= counts[(place + 1) % PLACES];
    const quarters = (4 * place) / PLACES;
    const isQuarter = Math.abs(quarters - Math.round(quarters)) < 4 * NEAR_QUARTER;
    if (isPeak && !isQuarter && count >= GATHERED_SHARE * fullest) shares.push(place / PLACES);
  });
  return shares;
}
