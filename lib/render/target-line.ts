/**
 * Target lines: where the beats of a source fall in stretched sound, as a rule that no plan has a say in.
 * All runs of all candidates that follow one line can share what is stretched along it.
 *
 * Under a constant tempo there is one line for each song: its beats, equally far apart. Under a live one a
 * line follows the instrumental song's own beats from wherever the source is laid against them.
 */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { TimeKnot } from '@/lib/audio/stretch/time-map';
import { type SwingShift, shiftBeat, unshiftBeat } from '@/lib/music/swing';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { BeatTimes } from './beat-times';
import type { StemRun } from './stem-runs';

export interface TargetLine {
  /** Seconds from an arbitrary origin at which a beat of the source falls; rises with the beat. */
  at(sourceBeat: number): number;
  /** Beats of the source, rising, between which the line is straight; without the ends themselves. */
  kinksBetween(fromBeat: number, toBeat: number): number[];
}

/** A run follows a line that keeps this close to its own map: rounding of sums of beat lengths. */
const RUN_TOLERANCE_SECONDS = 30e-6;
/** In the fades beside a run nobody hears a beat that is off by this. */
const FADE_TOLERANCE_SECONDS = 0.002;
/** Two kinks closer than this, in beats, are one. */
const MIN_DISTANCE_BEATS = 1e-4;

/** The line that a run lies on if it lies on one; whether it does is for {@link lineOffset} to say. */
export function targetLine(
  plan: RemixPlan,
  run: StemRun,
  analysis: SongAnalysis,
  instrumental: BeatTimes,
  swing: SwingShift | null = null,
): TargetLine {
  const straight = straightLine(plan, run, analysis, instrumental);
  if (!swing) return straight;
  return {
    at: (sourceBeat) => straight.at(shiftBeat(sourceBeat, swing)),
    kinksBetween: (from, to) => {
      const offBeats = wholeBetween(from - swing.from, to - swing.from).map(
        (beat) => beat + swing.from,
      );
      // Kinks of the line itself lie on moved beats.
      const kinks = straight
        .kinksBetween(shiftBeat(from, swing), shiftBeat(to, swing))
        .map((beat) => unshiftBeat(beat, swing));
      return apart([...kinks, ...offBeats], from, to);
    },
  };
}

function straightLine(
  plan: RemixPlan,
  run: StemRun,
  analysis: SongAnalysis,
  instrumental: BeatTimes,
): TargetLine {
  const rate = run.sourceBeatsPerBeat;
  const ratio = plan.tempo.instrumentalRatio;
  if (analysis.isGridConstant) {
    const beats = instrumental.lastBeat;
    const beatSeconds = (instrumental.at(beats) - instrumental.at(0)) / beats;
    const secondsPerSourceBeat = (beatSeconds * ratio) / rate;
    return {
      at: (sourceBeat) => sourceBeat * secondsPerSourceBeat,
      kinksBetween: (from, to) => apart(wholeBetween(from, to), from, to),
    };
  }
  const section = plan.sections[run.parts[0].section];
  const anchor = section.anchorBeat + (run.startBeat - section.startBeat);
  const toInstrumental = (sourceBeat: number) => anchor + (sourceBeat - run.sourceBeat) / rate;
  return {
    at: (sourceBeat) => instrumental.at(toInstrumental(sourceBeat)) * ratio,
    kinksBetween: (from, to) => {
      const ofInstrumental = wholeBetween(toInstrumental(from), toInstrumental(to)).map(
        (beat) => run.sourceBeat + (beat - anchor) * rate,
      );
      return apart([...wholeBetween(from, to), ...ofInstrumental], from, to);
    },
  };
}

/** How far the line has to be moved to lie on the map of a run; null where it does not fit. */
export function lineOffset(
  line: TargetLine,
  source: BeatTimes,
  map: { core: readonly TimeKnot[]; around: readonly TimeKnot[] },
): number | null {
  const distance = ({ inputSeconds, outputSeconds }: TimeKnot) =>
    outputSeconds - line.at(source.beatAt(inputSeconds));
  const offset = distance(map.core[0]);
  const isNear = (tolerance: number) => (knot: TimeKnot) =>
    Math.abs(distance(knot) - offset) <= tolerance;
  const follows =
    map.core.every(isNear(RUN_TOLERANCE_SECONDS)) &&
    map.around.every(isNear(FADE_TOLERANCE_SECONDS));
  return follows ? offset : null;
}

/** The beats in order, without those that lie on one before them or on an end. */
function apart(beats: readonly number[], from: number, to: number): number[] {
  const kept: number[] = [];
  for (const beat of beats.toSorted((a, b) => a - b)) {
    const before = kept[kept.length - 1] ?? from;
    if (beat - before > MIN_DISTANCE_BEATS && to - beat > MIN_DISTANCE_BEATS) kept.push(beat);
  }
  return kept;
}

/** Whole numbers between two others, both left out. */
function wholeBetween(from: number, to: number): number[] {
  const whole: number[] = [];
  for (let beat = Math.floor(from) + 1; beat < to; beat++) whole.push(beat);
  return whole;
}
