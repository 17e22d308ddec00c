/** The time map of a run: every beat of its source on its beat of the remix. */
import type { TimeKnot } from '@/lib/audio/stretch/time-map';
import { type SwingShift, shiftBeat, unshiftBeat } from '@/lib/music/swing';
import type { BeatTimes } from './beat-times';
import type { Join } from './joins';
import type { RunMap } from './run-material';
import type { StemRun } from './stem-runs';

/** Knots closer than this in beats are one. */
const MIN_DISTANCE_BEATS = 1e-4;

/**
 * Knots from `fromBeat` to `toBeat` of the remix, which may lie outside the run: it then plays on in its
 * source, as it does in a fade. There is one on every beat of either grid, so that both beats of a
 * half-time voice and both voice beats of a double-time one are in place.
 * @param swing where the source's off-beats go, which then have a knot each as well
 */
export function runKnots(
  run: StemRun,
  remix: BeatTimes,
  source: BeatTimes,
  fromBeat: number,
  toBeat: number,
  swing: SwingShift | null = null,
): TimeKnot[] {
  const toSource = (beat: number) => {
    const straight = run.sourceBeat + (beat - run.startBeat) * run.sourceBeatsPerBeat;
    return swing ? unshiftBeat(straight, swing) : straight;
  };
  const toRemix = (beat: number) => {
    const moved = swing ? shiftBeat(beat, swing) : beat;
    return run.startBeat + (moved - run.sourceBeat) / run.sourceBeatsPerBeat;
  };
  const inner: number[] = [];
  for (let beat = Math.floor(fromBeat) + 1; beat < toBeat; beat++) inner.push(beat);
  const lastSourceBeat = toSource(toBeat);
  for (let beat = Math.floor(toSource(fromBeat)) + 1; beat < lastSourceBeat; beat++) {
    inner.push(toRemix(beat));
  }
  if (swing) {
    const firstSourceBeat = toSource(fromBeat);
    for (let beat = Math.floor(firstSourceBeat) + swing.from; beat < lastSourceBeat; beat++) {
      if (beat > firstSourceBeat) inner.push(toRemix(beat));
    }
  }
  inner.sort((a, b) => a - b);
  const beats = [fromBeat];
  for (const beat of inner) {
    const isApart =
      beat - beats[beats.length - 1] > MIN_DISTANCE_BEATS && toBeat - beat > MIN_DISTANCE_BEATS;
    if (isApart) beats.push(beat);
  }
  beats.push(toBeat);
  return beats.map((beat) => ({
    inputSeconds: source.at(toSource(beat)),
    outputSeconds: remix.at(beat),
  }));
}

/** The map of a run from the first moment at which its joins let it be heard to the last. */
export function runMap(
  run: StemRun,
  joins: readonly Join[],
  remix: BeatTimes,
  source: BeatTimes,
  swing: SwingShift | null = null,
): RunMap {
  let { startBeat, endBeat } = run;
  for (const join of joins) {
    if (join.incoming === run) startBeat = Math.min(startBeat, remix.beatAt(join.startSeconds));
    if (join.outgoing === run) endBeat = Math.max(endBeat, remix.beatAt(join.endSeconds));
  }
  const between = (from: number, to: number) =>
    to - from > MIN_DISTANCE_BEATS ? runKnots(run, remix, source, from, to, swing) : [];
  return {
    lead: between(startBeat, run.startBeat),
    core: runKnots(run, remix, source, run.startBeat, run.endBeat, swing),
    tail: between(run.endBeat, endBeat),
  };
}
