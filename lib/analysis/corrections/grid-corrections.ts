/** What each correction does to the grid. */
import { gridFromTrack } from '../dj-library/imported-grid';
import type { GridCorrection } from './corrected-part';
import type { CorrectionOf } from './correction';
import { TEMPO_RANGE_BPM } from './correction-ranges';
import {
  beatAt,
  constantDraft,
  draftFrom,
  type GridDraft,
  nearestIndex,
  secondsAt,
  withBars,
  withOuterBars,
} from './grid-draft';
import { tempoFromTaps } from './tapped-tempo';

/** A downbeat set this near to a beat, or to halfway between two, means that; in beats. */
const SNAP_BEATS = 1 / 8;
/**
 * Tempi that a beat tracker confuses with the right one, as beats tapped per beat found: what was
 * tapped is taken as a hint at one of these, since no finger is as exact as the grid.
 */
const CONFUSED_RATIOS = [
  [1, 1],
  [2, 1],
  [1, 2],
  [3, 2],
  [2, 3],
  [3, 1],
  [1, 3],
  [4, 3],
  [3, 4],
  [4, 1],
  [1, 4],
] as const;
/** How far the tapping may be from a ratio: in deviations of its own, and as shares of the tempo. */
const SAME_TEMPO = { deviations: 3, least: 0.01, most: 0.05 } as const;

/** The grid as the user says it is. A correction that cannot be applied leaves it as it was. */
export function correctGrid(
  draft: GridDraft,
  correction: GridCorrection,
  durationSeconds: number,
): GridDraft {
  switch (correction.kind) {
    case 'double-tempo':
      return doubled(draft);
    case 'halve-tempo':
      return halved(draft);
    case 'set-tempo': {
      const throughSeconds = draft.beatsSeconds[draft.anchor];
      const beatSeconds = 60 / correction.tempoBpm;
      return constantDraft({ beatSeconds, throughSeconds }, draft.beatsPerBar, durationSeconds);
    }
    case 'tap-tempo':
      return tapped(draft, correction.tapsSeconds, durationSeconds);
    case 'nudge-grid':
      return moved(draft, correction.milliseconds / 1000);
    case 'shift-downbeat':
      return shifted(draft, correction.beats);
    case 'set-downbeat':
      return withDownbeatAt(draft, correction.atSeconds);
    case 'set-metre':
      return withBars(draft, draft.anchor, correction.beatsPerBar);
    case 'import-grid':
      return imported(correction, durationSeconds) ?? draft;
  }
}

/** Beats in the middle of beats; each bar becomes two. */
function doubled(draft: GridDraft): GridDraft {
  const { beatsSeconds, beatsPerBar } = draft;
  if (tempoOf(draft) * 2 > TEMPO_RANGE_BPM.max) return draft;
  const beats = beatsSeconds.flatMap((seconds, i) =>
    i + 1 < beatsSeconds.length ? [seconds, (seconds + beatsSeconds[i + 1]) / 2] : [seconds],
  );
  const within = draft.downbeats.flatMap((beat, bar) => {
    const next = draft.downbeats[bar + 1] ?? beat + 1;
    const lines: number[] = [];
    for (let at = 2 * beat; at < 2 * next; at += beatsPerBar) lines.push(at);
    return lines;
  });
  const downbeats = withOuterBars(within, beatsPerBar, beats.length);
  return { ...draft, beatsSeconds: beats, downbeats, anchor: 2 * draft.anchor };
}

/** Every other beat, counted from a bar line; two bars become one. */
function halved(draft: GridDraft): GridDraft {
  if (tempoOf(draft) / 2 < TEMPO_RANGE_BPM.min) return draft;
  const odd = draft.anchor % 2;
  const beatsSeconds = draft.beatsSeconds.filter((_, i) => i % 2 === odd);
  return withBars({ ...draft, beatsSeconds }, (draft.anchor - odd) / 2, draft.beatsPerBar);
}

function tempoOf({ beatsSeconds }: GridDraft): number {
  return (
    (60 * (beatsSeconds.length - 1)) / (beatsSeconds[beatsSeconds.length - 1] - beatsSeconds[0])
  );
}

function moved(draft: GridDraft, bySeconds: number): GridDraft {
  return { ...draft, beatsSeconds: draft.beatsSeconds.map((seconds) => seconds + bySeconds) };
}

function shifted(draft: GridDraft, byBeats: number): GridDraft {
  const { beatsSeconds, beatsPerBar } = draft;
  const within = draft.downbeats
    .map((beat) => beat + byBeats)
    .filter((beat) => beat >= 0 && beat < beatsSeconds.length);
  if (within.length === 0) return draft;
  const downbeats = withOuterBars(within, beatsPerBar, beatsSeconds.length);
  const anchor = downbeats[nearestIndex(downbeats, draft.anchor + byBeats)];
  return { ...draft, downbeats, anchor };
}

/**
 * The bars so that one begins at a time: near a beat, that beat begins it and the beats stay; near the
 * middle between two, the beats move by half; anywhere else they move to lie exactly there.
 */
function withDownbeatAt(draft: GridDraft, atSeconds: number): GridDraft {
  const { beatsSeconds } = draft;
  const place = beatAt(beatsSeconds, atSeconds);
  const nearest = Math.min(Math.max(Math.round(place), 0), beatsSeconds.length - 1);
  const off = place - nearest;
  const isOnBeat = Math.abs(off) <= SNAP_BEATS;
  const isOffBeat = Math.abs(off) >= 0.5 - SNAP_BEATS;
  let onGrid = draft;
  if (isOffBeat) onGrid = withHalfBeats(draft, Math.sign(off));
  else if (!isOnBeat) onGrid = moved(draft, atSeconds - beatsSeconds[nearest]);
  const bar = onGrid.downbeats[nearestIndex(onGrid.downbeats, nearest)];
  return shifted(onGrid, nearest - bar);
}

/** Every beat half a beat later or earlier. */
function withHalfBeats(draft: GridDraft, direction: number): GridDraft {
  const { beatsSeconds } = draft;
  const beats = beatsSeconds.map((_, i) => secondsAt(beatsSeconds, i + direction / 2));
  return { ...draft, beatsSeconds: beats };
}

function tapped(
  draft: GridDraft,
  tapsSeconds: readonly number[],
  durationSeconds: number,
): GridDraft {
  const tempo = tempoFromTaps(tapsSeconds);
  if (!tempo) return draft;
  const { beatsSeconds } = draft;
  const { beatSeconds, phaseSeconds } = tempo;
  const intervals = Math.round((tempo.lastSeconds - phaseSeconds) / beatSeconds);
  const taken =
    beatAt(beatsSeconds, phaseSeconds + intervals * beatSeconds) -
    beatAt(beatsSeconds, phaseSeconds);
  /** Beats tapped per beat found, where the taps lie. */
  const ratio = intervals / taken;
  const tolerance = Math.min(
    SAME_TEMPO.most,
    Math.max(SAME_TEMPO.least, SAME_TEMPO.deviations * tempo.deviation),
  );
  const confused = CONFUSED_RATIOS.find(
    ([beats, found]) => Math.abs(ratio / (beats / found) - 1) <= tolerance,
  );
  const anchorSeconds = beatsSeconds[draft.anchor];
  if (!confused) {
    const toAnchor = Math.round((anchorSeconds - phaseSeconds) / beatSeconds);
    const throughSeconds = phaseSeconds + toAnchor * beatSeconds;
    return constantDraft({ beatSeconds, throughSeconds }, draft.beatsPerBar, durationSeconds);
  }
  const [beats, found] = confused;
  const step = found / beats;
  const places = tempo.tapsSeconds.map((seconds) => beatAt(beatsSeconds, seconds));
  const phase = snapped(circularMean(places, step), 1 / (2 * beats), step);
  if (step === 1 && phase === 0) return draft;
  const count = Math.floor((beatsSeconds.length - 1 - phase) / step) + 1;
  const laidOut = Array.from({ length: count }, (_, i) =>
    secondsAt(beatsSeconds, phase + i * step),
  );
  const anchor = nearestIndex(laidOut, anchorSeconds);
  return withBars({ ...draft, beatsSeconds: laidOut }, anchor, draft.beatsPerBar);
}

/** Mean of places that repeat with a period, 0 to the period. */
function circularMean(places: readonly number[], period: number): number {
  let [x, y] = [0, 0];
  for (const place of places) {
    const angle = (2 * Math.PI * place) / period;
    x += Math.cos(angle);
    y += Math.sin(angle);
  }
  const mean = (Math.atan2(y, x) / (2 * Math.PI)) * period;
  return mean < 0 ? mean + period : mean;
}

function snapped(value: number, step: number, period: number): number {
  const nearest = Math.round(value / step) * step;
  return nearest >= period - step / 2 ? nearest - period : nearest;
}

function imported(
  { tempoSegments, offsetSeconds }: CorrectionOf<'import-grid'>,
  durationSeconds: number,
): GridDraft | null {
  const segments = tempoSegments.map((segment) => ({
    ...segment,
    startSeconds: segment.startSeconds + offsetSeconds,
  }));
  const grid = gridFromTrack({ tempoSegments: segments }, durationSeconds);
  if (grid.beatsSeconds.length < 2) return null;
  const isDownbeat = new Set(grid.downbeatsSeconds);
  return draftFrom(
    {
      beatsSeconds: grid.isConstant ? straightened(grid.beatsSeconds) : grid.beatsSeconds,
      downbeats: grid.beatsSeconds.flatMap((beat, i) => (isDownbeat.has(beat) ? i : [])),
      beatsPerBar: tempoSegments[0].beatsPerBar,
      isConstant: grid.isConstant,
    },
    durationSeconds,
  );
}

/** The line of least squares through beats of one tempo: programs round their times. */
function straightened(beats: readonly number[]): number[] {
  const middle = (beats.length - 1) / 2;
  let [time, covariance, spread] = [0, 0, 0];
  beats.forEach((seconds, i) => {
    time += seconds / beats.length;
    covariance += (i - middle) * seconds;
    spread += (i - middle) ** 2;
  });
  const interval = covariance / spread;
  return beats.map((_, i) => time + (i - middle) * interval);
}
