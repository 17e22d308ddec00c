/**
 * Joins: the moments at which what a stem plays changes, each with the window in which it does. Between
 * two joins a stem plays one run, or nothing.
 */
import type { VocalPhrase } from '@/lib/analysis/song-analysis';
import { lengthBeats, type RemixPlan, type TransitionType } from '@/lib/plan/remix-plan';
import type { BeatTimes } from './beat-times';
import type { StemRun } from './stem-runs';
import { ECHO_DRY_BEATS } from './transitions';

export interface Join {
  type: TransitionType;
  startSeconds: number;
  endSeconds: number;
  /** null = silence. The same run on both sides where a transition passes over a run that goes on. */
  outgoing: StemRun | null;
  incoming: StemRun | null;
}

/** Attacks sit on the beat: a cut is over when it comes, and short enough not to be heard as a fade. */
const CUT_SECONDS = 0.004;
/** A voice is cut a little softer: breath and vowels click sooner than drums. */
const VOICE_CUT_SECONDS = 0.012;
/** A phrase that runs past its section may ring on for so long. */
const VOICE_TAIL_BEATS = 1;
const MIN_VOICE_TAIL_SECONDS = 0.04;
/** A pickup of up to so many beats belongs to the phrase after it. */
const MAX_PICKUP_BEATS = 2;
/** Rest between the end of one phrase and the pickup of the next. */
const REST_BEFORE_PICKUP_BEATS = 1;
/** Two basses collide: they change places within a beat, however long the rest fades. */
const MAX_BASS_FADE_BEATS = 1;
/** An outro fades over its last bar, another ending only lets go of the last beat. */
const OUTRO_FADE_BEATS = 4;
const END_FADE_BEATS = 1;
/** Starts and ends of phrases this close to a border are on it. */
const PHRASE_TOLERANCE_BEATS = 0.125;
const SAME_BEAT = 1e-6;

/** A border of one stem before its window is known. */
interface Border {
  beat: number;
  outgoing: StemRun | null;
  incoming: StemRun | null;
}

/** The joins of a stem in order; their windows do not overlap. `phrases` are those of its source. */
export function stemJoins(
  plan: RemixPlan,
  runs: readonly StemRun[],
  grid: BeatTimes,
  phrases: readonly VocalPhrase[],
): Join[] {
  const joins: Join[] = [];
  let previousEnd = 0;
  for (const border of findBorders(plan, runs)) {
    const join = makeJoin(plan, border, grid, phrases, grid.beatAt(previousEnd));
    if (!join) continue;
    join.startSeconds = Math.max(join.startSeconds, previousEnd);
    join.endSeconds = Math.max(join.endSeconds, join.startSeconds);
    previousEnd = join.endSeconds;
    joins.push(join);
  }
  return joins;
}

/** Starts and ends of runs, and the section borders that a run passes. */
function findBorders(plan: RemixPlan, runs: readonly StemRun[]): Border[] {
  const borders: Border[] = [];
  runs.forEach((run, index) => {
    const before = runs[index - 1];
    const follows = before !== undefined && before.endBeat > run.startBeat - SAME_BEAT;
    borders.push({ beat: run.startBeat, outgoing: follows ? before : null, incoming: run });
    for (const { startBeat } of plan.sections) {
      if (startBeat > run.startBeat + SAME_BEAT && startBeat < run.endBeat - SAME_BEAT) {
        borders.push({ beat: startBeat, outgoing: run, incoming: run });
      }
    }
    const after = runs[index + 1];
    if (!after || after.startBeat > run.endBeat + SAME_BEAT) {
      borders.push({ beat: run.endBeat, outgoing: run, incoming: null });
    }
  });
  return borders;
}

function makeJoin(
  plan: RemixPlan,
  border: Border,
  grid: BeatTimes,
  phrases: readonly VocalPhrase[],
  earliestBeat: number,
): Join | null {
  const { beat, outgoing, incoming } = border;
  const section = plan.sections.find((one) => Math.abs(one.startBeat - beat) < SAME_BEAT);
  const { type, lengthBeats: length } = section?.transitionIn ?? { type: 'cut', lengthBeats: 0 };
  const between = (from: number, to: number, kind: TransitionType = type): Join => ({
    type: kind,
    startSeconds: Math.max(0, grid.at(from)),
    endSeconds: grid.at(to),
    outgoing,
    incoming,
  });
  const cutAt = (at: number, seconds: number): Join => ({
    type: 'cut',
    startSeconds: Math.max(0, grid.at(at) - seconds),
    endSeconds: Math.max(grid.at(at), Math.min(seconds, CUT_SECONDS)),
    outgoing,
    incoming,
  });

  const stem = (outgoing ?? incoming)?.stem;
  const isVoice = stem === 'vocals';
  const cutSeconds = isVoice ? VOICE_CUT_SECONDS : CUT_SECONDS;
  const isRhythm = stem === 'drums' || stem === 'bass';
  const isFade = type === 'crossfade' || type === 'bass-swap';
  const goesOn = outgoing === incoming;
  const hasLength = length > 0;

  if (!incoming && beat >= lengthBeats(plan) - SAME_BEAT) {
    const fade = plan.sections.at(-1)?.label === 'outro' ? OUTRO_FADE_BEATS : END_FADE_BEATS;
    return between(Math.max(beat - fade, earliestBeat), beat, 'crossfade');
  }
  if (type === 'silence-gap' && hasLength && outgoing) {
    const pickup = isVoice && incoming && !goesOn ? pickupBeats(incoming, phrases) : 0;
    return pickup > 0 ? cutAt(beat - pickup, cutSeconds) : between(beat - length, beat);
  }
  if (type === 'drop-out' && hasLength && outgoing && isRhythm) {
    return between(beat - length, beat);
  }
  if (goesOn) {
    return type === 'filter-sweep' && hasLength && !isVoice ? between(beat - length, beat) : null;
  }
  if (type === 'echo-tail' && hasLength && outgoing && !isRhythm) {
    const from = Math.max(beat - ECHO_DRY_BEATS, 0);
    return between(from, from + Math.max(length, 2 * ECHO_DRY_BEATS));
  }
  if (isVoice && !outgoing && incoming) {
    const pickup = pickupBeats(incoming, phrases);
    const hasRoom = beat - pickup >= earliestBeat + REST_BEFORE_PICKUP_BEATS || earliestBeat <= 0;
    return cutAt(Math.max(hasRoom ? beat - pickup : beat, 0), cutSeconds);
  }
  if (isVoice && outgoing && !incoming && !(isFade && hasLength)) {
    const tail = grid.at(beat + tailBeats(outgoing, phrases));
    const join = between(beat, beat, 'crossfade');
    join.endSeconds = Math.max(tail, join.startSeconds + MIN_VOICE_TAIL_SECONDS);
    return join;
  }
  if (isFade && hasLength) {
    const longest = stem === 'bass' ? Math.min(length, MAX_BASS_FADE_BEATS) : length;
    return between(beat - longest / 2, beat + longest / 2, isVoice ? 'crossfade' : type);
  }
  if (type === 'filter-sweep' && hasLength && outgoing && !isVoice) {
    return between(beat - length, beat);
  }
  return cutAt(beat, cutSeconds);
}

/** Beats of the remix by which the phrase at the run's start begins before it; 0 without a pickup. */
function pickupBeats(run: StemRun, phrases: readonly VocalPhrase[]): number {
  const phrase = phrases.find(
    ({ startBeat, endBeat }) =>
      startBeat < run.sourceBeat - PHRASE_TOLERANCE_BEATS && endBeat > run.sourceBeat,
  );
  if (!phrase) return 0;
  const beats = (run.sourceBeat - phrase.startBeat) / run.sourceBeatsPerBeat;
  return beats <= MAX_PICKUP_BEATS ? beats : 0;
}

/** Beats of the remix for which the phrase at the run's end goes on, as far as it may ring. */
function tailBeats(run: StemRun, phrases: readonly VocalPhrase[]): number {
  const sourceEnd = run.sourceBeat + (run.endBeat - run.startBeat) * run.sourceBeatsPerBeat;
  const phrase = phrases.find(
    ({ startBeat, endBeat }) =>
      startBeat < sourceEnd - PHRASE_TOLERANCE_BEATS && endBeat > sourceEnd,
  );
  if (!phrase) return 0;
  return Math.min((phrase.endBeat - sourceEnd) / run.sourceBeatsPerBeat, VOICE_TAIL_BEATS);
}
