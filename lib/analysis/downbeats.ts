/**
 * Which beats begin a bar, and how many make one: evidence by beat (kick, bass, chord change, change of
 * sound), summed by position in the bar.
 */
import { mean, standardize } from './statistics';

/** One list a cue, each with a value a beat. */
export interface DownbeatCues {
  kick: number[];
  snare: number[];
  bassOnset: number[];
  bassChange: number[];
  chordChange: number[];
  soundChange: number[];
}

/** What each cue says for a downbeat; a snare speaks against one (backbeat). */
const CUE_WEIGHTS: Readonly<Record<keyof DownbeatCues, number>> = {
  kick: 0.6,
  snare: -0.4,
  bassOnset: 0.6,
  bassChange: 0.8,
  chordChange: 1.2,
  soundChange: 0.8,
};
/** Three beats a bar must beat four by this factor. */
const TRIPLE_HANDICAP = 1.3;
/** A cue stronger than this many deviations says no more. */
const CUE_LIMIT = 3;
/** Cost of a bar that is too short or too long, in units of one beat's evidence. */
const SLIP_COST = 14;

export interface Downbeats {
  beatsPerBar: number;
  /** Indices into the beats. */
  indices: number[];
  /** 0 to 1. */
  confidence: number;
}

/** Evidence for a downbeat by beat. */
function sumEvidence(cues: DownbeatCues): Float64Array {
  const evidence = new Float64Array(cues.kick.length);
  for (const name of Object.keys(CUE_WEIGHTS) as (keyof DownbeatCues)[]) {
    const values = standardize(cues[name]);
    for (let i = 0; i < evidence.length; i++) {
      evidence[i] += CUE_WEIGHTS[name] * Math.max(-CUE_LIMIT, Math.min(CUE_LIMIT, values[i]));
    }
  }
  return evidence;
}

/** Mean evidence at the best position of the bar less the mean of the others. */
function contrast(
  evidence: Float64Array,
  beatsPerBar: number,
): { best: number; phase: number; margin: number } {
  const sums = new Float64Array(beatsPerBar);
  const counts = new Float64Array(beatsPerBar);
  for (let i = 0; i < evidence.length; i++) {
    sums[i % beatsPerBar] += evidence[i];
    counts[i % beatsPerBar]++;
  }
  const means = Array.from(sums, (sum, i) => sum / Math.max(1, counts[i]));
  const order = means.map((_, i) => i).sort((a, b) => means[b] - means[a]);
  const others = mean(order.slice(1).map((i) => means[i]));
  return {
    best: means[order[0]] - others,
    phase: order[0],
    margin: means[order[0]] - means[order[1]],
  };
}

/**
 * Positions in the bar by beat: the phase with most evidence, which may slip where the tracker lost or
 * won a beat.
 */
function followBars(evidence: Float64Array, beatsPerBar: number): number[] {
  const n = evidence.length;
  const scores = new Float64Array(n * beatsPerBar);
  const origins = new Int8Array(n * beatsPerBar);
  for (let i = 0; i < n; i++) {
    for (let position = 0; position < beatsPerBar; position++) {
      let best = 0;
      let origin = (position + beatsPerBar - 1) % beatsPerBar;
      if (i > 0) {
        best = scores[(i - 1) * beatsPerBar + origin];
        for (let other = 0; other < beatsPerBar; other++) {
          const candidate = scores[(i - 1) * beatsPerBar + other] - SLIP_COST;
          if (candidate > best) {
            best = candidate;
            origin = other;
          }
        }
      }
      scores[i * beatsPerBar + position] = best + (position === 0 ? evidence[i] : 0);
      origins[i * beatsPerBar + position] = origin;
    }
  }
  let position = 0;
  for (let p = 1; p < beatsPerBar; p++) {
    if (scores[(n - 1) * beatsPerBar + p] > scores[(n - 1) * beatsPerBar + position]) position = p;
  }
  const positions = new Array<number>(n);
  for (let i = n - 1; i >= 0; i--) {
    positions[i] = position;
    position = origins[i * beatsPerBar + position];
  }
  return positions;
}

/** @param isGridConstant bars of a programmed song do not slip */
export function findDownbeats(cues: DownbeatCues, isGridConstant: boolean): Downbeats {
  const evidence = sumEvidence(cues);
  const quadruple = contrast(evidence, 4);
  const triple = contrast(evidence, 3);
  const beatsPerBar = triple.best > TRIPLE_HANDICAP * quadruple.best ? 3 : 4;
  const chosen = beatsPerBar === 3 ? triple : quadruple;
  const positions = isGridConstant
    ? Array.from(evidence, (_, i) => (i + beatsPerBar - chosen.phase) % beatsPerBar)
    : followBars(evidence, beatsPerBar);
  const indices = positions.flatMap((position, i) => (position === 0 ? [i] : []));
  return { beatsPerBar, indices, confidence: Math.max(0, Math.min(1, chosen.margin / 1.2)) };
}
