/** One song on its way through the server. */
import type { ErrorReport } from '@/lib/base/errors';
import type { Progress } from '@/lib/base/progress';
import type { SeparationReport } from '@/lib/stems/separator';

export const JOB_PARTS = ['vocals', 'drums', 'bass', 'other', 'instrumental'] as const;
export type JobPart = (typeof JOB_PARTS)[number];

export type JobState =
  | 'uploading'
  | 'waiting'
  | 'working'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'lost';

/** What a client is told. */
export interface JobStatus {
  id: string;
  state: JobState;
  /** How many are before it; 0 where it is worked on or done. */
  ahead: number;
  progress: Progress;
  /** What can be fetched, as it was not yet fetched. */
  parts: JobPart[];
  report: SeparationReport | null;
  error: ErrorReport | null;
}

/** What a job wants done, and with what. */
export interface SeparationRequest {
  /** vocals and instrumental instead of the four. */
  twoStems: boolean;
}

export function isFinal(state: JobState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled' || state === 'lost';
}
