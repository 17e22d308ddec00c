/** One song on its way through the server, as page and server speak of it. */
import { type ErrorReport, SegueError } from '@/lib/base/errors';
import type { Progress } from '@/lib/base/progress';
import type { SeparationReport } from './separator';

export const JOB_PARTS = ['vocals', 'drums', 'bass', 'other', 'instrumental'] as const;
export type JobPart = (typeof JOB_PARTS)[number];

/** As what the stems are handed out: WAV keeps every bit of them, FLAC is a quarter as large. */
export const PART_FORMATS = ['wav', 'flac'] as const;
export type PartFormat = (typeof PART_FORMATS)[number];
export const MEDIA_TYPES: Readonly<Record<PartFormat, string>> = {
  wav: 'audio/wav',
  flac: 'audio/flac',
};

export type JobState =
  | 'uploading'
  | 'waiting'
  | 'working'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'lost';

/** How the stems were made, and how loud their files are. */
export interface FileReport extends SeparationReport {
  /**
   * By how much all of the files are louder than the stems: FLAC ends at full scale, and a stem can be louder
   * than its mix. 0 or less; by so much louder they sum to the mix.
   */
  gainDb: number;
}

/** What a client is told. */
export interface JobStatus {
  id: string;
  state: JobState;
  /** How many are before it; 0 where it is worked on or done. */
  ahead: number;
  progress: Progress;
  /** What can be fetched, as it was not yet fetched. */
  parts: JobPart[];
  report: FileReport | null;
  error: ErrorReport | null;
}

/** What a job wants done, and with what. */
export interface SeparationRequest {
  /** vocals and instrumental instead of the four. */
  twoStems: boolean;
  format: PartFormat;
}

export function isFinal(state: JobState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled' || state === 'lost';
}

/** @param name null for the usual one; @throws SegueError `bad-arguments` */
export function partFormat(name: string | null): PartFormat {
  const format = PART_FORMATS.find((known) => known === (name ?? 'wav'));
  if (format) return format;
  throw new SegueError('bad-arguments', `Stems come as ${PART_FORMATS.join(' or ')}.`);
}
