/**
 * A grid while it is being corrected: it reaches beyond both ends of the song, so that moving it to and
 * fro loses no beat, and is cut to the song at the end.
 */
import { median } from '../statistics';

export interface GridDraft {
  /** Strictly rising, from before the start of the song to after its end. */
  beatsSeconds: number[];
  /** Indices of the beats that begin a bar, rising; at least one. */
  downbeats: number[];
  /** The downbeat by which bars are counted where they are laid out anew; one of `downbeats`. */
  anchor: number;
  beatsPerBar: number;
  isConstant: boolean;
}

export interface FinishedGrid {
  tempoBpm: number;
  beatsPerBar: number;
  beatsSeconds: number[];
  downbeatsSeconds: number[];
  isGridConstant: boolean;
}

/** How far a draft reaches beyond the song: more than any nudge. */
const MARGIN_SECONDS = 12;
/** Beats whose tempo a live grid goes on with beyond its ends. */
const EDGE_BEATS = 4;
/** A first beat this little before the file begins is the file's first moment. */
const START_TOLERANCE_SECONDS = 0.02;

/** A grid of a song, from its first beat to its last: at least two. */
export interface SongGrid {
  beatsSeconds: readonly number[];
  /** Indices of the beats that begin a bar; where there are none, the first beat does. */
  downbeats: readonly number[];
  beatsPerBar: number;
  isConstant: boolean;
}

/** The grid carried on beyond both ends of the song. */
export function draftFrom(grid: SongGrid, durationSeconds: number): GridDraft {
  const { beatsSeconds: beats, beatsPerBar, isConstant } = grid;
  const last = beats.length - 1;
  const edge = isConstant ? last : Math.min(EDGE_BEATS, last);
  const headSeconds = (beats[edge] - beats[0]) / edge;
  const tailSeconds = (beats[last] - beats[last - edge]) / edge;
  const before = Math.ceil(Math.max(0, beats[0] + MARGIN_SECONDS) / headSeconds);
  const reach = durationSeconds + MARGIN_SECONDS - beats[last];
  const after = Math.ceil(Math.max(0, reach) / tailSeconds);
  const beatsSeconds = [
    ...Array.from({ length: before }, (_, i) => beats[0] - (before - i) * headSeconds),
    ...beats,
    ...Array.from({ length: after }, (_, i) => beats[last] + (i + 1) * tailSeconds),
  ];
  const downbeats = grid.downbeats.map((beat) => beat + before);
  if (downbeats.length === 0) downbeats.push(before);
  const anchor = downbeats[0];
  return {
    beatsSeconds,
    downbeats: withOuterBars(downbeats, beatsPerBar, beatsSeconds.length),
    anchor,
    beatsPerBar,
    isConstant,
  };
}

/** Bar lines carried on to beats before the first and after the last of them. */
export function withOuterBars(
  downbeats: readonly number[],
  beatsPerBar: number,
  beatCount: number,
): number[] {
  const lines = [...downbeats];
  while (lines[0] - beatsPerBar >= 0) lines.unshift(lines[0] - beatsPerBar);
  while (lines[lines.length - 1] + beatsPerBar < beatCount) {
    lines.push(lines[lines.length - 1] + beatsPerBar);
  }
  return lines;
}

/** A draft of one tempo through a beat that begins a bar. */
export function constantDraft(
  { beatSeconds, throughSeconds }: { beatSeconds: number; throughSeconds: number },
  beatsPerBar: number,
  durationSeconds: number,
): GridDraft {
  const before = Math.ceil((throughSeconds + MARGIN_SECONDS) / beatSeconds);
  const after = Math.ceil((durationSeconds + MARGIN_SECONDS - throughSeconds) / beatSeconds);
  const beatsSeconds = Array.from(
    { length: before + after + 1 },
    (_, i) => throughSeconds + (i - before) * beatSeconds,
  );
  return withBars({ beatsSeconds, isConstant: true }, before, beatsPerBar);
}

/** Lays out bars of one length through a beat. */
export function withBars(
  { beatsSeconds, isConstant }: Pick<GridDraft, 'beatsSeconds' | 'isConstant'>,
  anchor: number,
  beatsPerBar: number,
): GridDraft {
  const downbeats: number[] = [];
  for (let beat = anchor % beatsPerBar; beat < beatsSeconds.length; beat += beatsPerBar) {
    downbeats.push(beat);
  }
  return { beatsSeconds, isConstant, downbeats, anchor, beatsPerBar };
}

/** Time of a place between two beats; the place must lie on the grid. */
export function secondsAt(beatsSeconds: readonly number[], beat: number): number {
  const whole = Math.min(Math.max(Math.floor(beat), 0), beatsSeconds.length - 2);
  const from = beatsSeconds[whole];
  return from + (beat - whole) * (beatsSeconds[whole + 1] - from);
}

/** Index of the beat nearest to a time; of two equally near the earlier. */
export function nearestIndex(rising: readonly number[], seconds: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle] < seconds) low = middle + 1;
    else high = middle;
  }
  return low > 0 && seconds - rising[low - 1] <= rising[low] - seconds ? low - 1 : low;
}

/** Place of a time on the grid, in beats; beyond the ends the outermost beats go on. */
export function beatAt(beatsSeconds: readonly number[], seconds: number): number {
  const nearest = nearestIndex(beatsSeconds, seconds);
  const before = beatsSeconds[nearest] > seconds ? nearest - 1 : nearest;
  const whole = Math.min(Math.max(before, 0), beatsSeconds.length - 2);
  const from = beatsSeconds[whole];
  return whole + (seconds - from) / (beatsSeconds[whole + 1] - from);
}

/** Cuts the grid to the song. Null where fewer than two beats are left. */
export function finishDraft(draft: GridDraft, durationSeconds: number): FinishedGrid | null {
  const { beatsSeconds, downbeats, beatsPerBar, isConstant } = draft;
  const first = beatsSeconds.findIndex((seconds) => seconds >= -START_TOLERANCE_SECONDS);
  const end = beatsSeconds.findLastIndex((seconds) => seconds <= durationSeconds) + 1;
  if (first < 0 || end - first < 2) return null;
  const beats = beatsSeconds.slice(first, end);
  beats[0] = Math.max(0, beats[0]);
  const downbeatsSeconds = downbeats
    .filter((beat) => beat >= first && beat < end)
    .map((beat) => beats[beat - first]);
  // A song shorter than a bar of this tempo: its first beat begins what there is of one.
  if (downbeatsSeconds.length === 0) downbeatsSeconds.push(beats[0]);
  return {
    tempoBpm: 60 / (isConstant ? meanInterval(beatsSeconds) : medianInterval(beats)),
    beatsPerBar,
    beatsSeconds: beats,
    downbeatsSeconds,
    isGridConstant: isConstant,
  };
}

function meanInterval(beats: readonly number[]): number {
  return (beats[beats.length - 1] - beats[0]) / (beats.length - 1);
}

function medianInterval(beats: readonly number[]): number {
  return median(beats.slice(1).map((seconds, i) => seconds - beats[i]));
}
