/** Text files in which the field writes down beats, tempi, keys and sections. */
import { SegueError } from '@/lib/base/errors';
import type { LabelledInterval } from './segment-intervals';

/** Rows of columns split at white space, the last column taking the rest; `#` lines are comments. */
function rows(text: string, columns: number): string[][] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const parts = line.trim().split(/\s+/);
      return [...parts.slice(0, columns - 1), parts.slice(columns - 1).join(' ')];
    });
}

function toNumber(text: string | undefined): number {
  const value = Number(text);
  if (text === undefined || text === '' || !Number.isFinite(value)) {
    throw new SegueError('bad-arguments', `"${text ?? ''}" stands where a number is expected.`);
  }
  return value;
}

/** One time in seconds a line. */
export function parseEvents(text: string): number[] {
  return rows(text, 1).map(([time]) => toNumber(time));
}

/** `start end label` a line, in seconds. */
export function parseLabelledIntervals(text: string): LabelledInterval[] {
  return rows(text, 3).map(([start, end, label]) => ({
    startSeconds: toNumber(start),
    endSeconds: toNumber(end),
    label,
  }));
}

/** `tonic mode` on the first line, such as "F# minor", or "X". */
export function parseKeyText(text: string): string {
  return rows(text, 2)[0]?.join(' ').trim() ?? '';
}

/** `tempo tempo weight` on the first line, tempi in BPM. */
export function parseTempo(text: string): { tempiBpm: [number, number]; weight: number } {
  const [first, second, weight] = rows(text, 3)[0] ?? [];
  return { tempiBpm: [toNumber(first), toNumber(second)], weight: toNumber(weight) };
}
