/** Moving along a grid of beats: by beats, by bars, and where on it a moment lies. */
import type { TimelineModel } from './timeline-model';

type Grid = Pick<TimelineModel, 'beatsSeconds' | 'barBeats'> & {
  sections: readonly TimelineModel['sections'][number][];
};

/** Closer than this to a line is on it. */
const ON_LINE_SECONDS = 0.03;

/** The next line after a moment, or the one before it; stays where there is none. */
export function stepTo(lines: readonly number[], seconds: number, direction: 1 | -1): number {
  if (direction === 1) return lines.find((line) => line > seconds + ON_LINE_SECONDS) ?? seconds;
  return lines.findLast((line) => line < seconds - ON_LINE_SECONDS) ?? 0;
}

/** Times of the bar lines. */
export function barLines({ beatsSeconds, barBeats }: Grid): number[] {
  return barBeats.map((beat) => beatsSeconds[beat]);
}

/** "Bar 12, chorus" for people; bars count from 1. */
export function placeName(grid: Grid, seconds: number): string {
  const bar = barNumber(grid, seconds);
  const section = grid.sections.findLast(({ start }) => start <= seconds + ON_LINE_SECONDS);
  const parts = [bar > 0 ? `Bar ${bar}` : 'Before the first bar'];
  if (section) parts.push(section.label);
  return parts.join(', ');
}

/** The part in which a moment lies: a section, what is before the first one, or the whole where none is known. */
export function partAt(
  { sections, durationSeconds }: Pick<TimelineModel, 'sections' | 'durationSeconds'>,
  seconds: number,
): { startSeconds: number; endSeconds: number } {
  const section = sections.findLast(({ start }) => start <= seconds + ON_LINE_SECONDS);
  if (section) return { startSeconds: section.start, endSeconds: section.end };
  return { startSeconds: 0, endSeconds: sections[0]?.start ?? durationSeconds };
}

/** Bars count from 1; 0 is before the first. */
export function barNumber(grid: Grid, seconds: number): number {
  const { beatsSeconds, barBeats } = grid;
  return barBeats.findLastIndex((beat) => beatsSeconds[beat] <= seconds + ON_LINE_SECONDS) + 1;
}

/** The beat within the bar, from 1; 0 before the first bar. */
export function beatInBar(grid: Grid, seconds: number): number {
  const { beatsSeconds, barBeats } = grid;
  const bar = barNumber(grid, seconds);
  if (bar === 0) return 0;
  const beat = beatsSeconds.findLastIndex((line) => line <= seconds + ON_LINE_SECONDS);
  return beat - barBeats[bar - 1] + 1;
}

/** The beat at a moment, with its fraction; before the first beat it is 0. */
export function beatAt(beatsSeconds: readonly number[], seconds: number): number {
  const beat = beatsSeconds.findLastIndex((line) => line <= seconds);
  if (beat < 0) return 0;
  const next = beatsSeconds[beat + 1];
  if (next === undefined) return beat;
  return beat + (seconds - beatsSeconds[beat]) / (next - beatsSeconds[beat]);
}

/** The moment of a beat, which may have a fraction; beyond the last it is the last. */
export function secondsAt(beatsSeconds: readonly number[], beat: number): number {
  const whole = Math.floor(beat);
  const from = beatsSeconds[whole];
  const to = beatsSeconds[whole + 1];
  if (from === undefined || to === undefined) return beatsSeconds[beatsSeconds.length - 1] ?? 0;
  return from + (beat - whole) * (to - from);
}
