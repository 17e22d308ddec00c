/** What the server and the process that separates tell each other. */
import type { ErrorReport } from '@/lib/base/errors';
import type { Progress } from '@/lib/base/progress';
import type { FileReport, JobPart, SeparationRequest } from '@/lib/stems/separation-job';
import type { ModelFile } from '../model-files';

/** What the process is started with. */
export interface ProcessTask extends SeparationRequest {
  inputPath: string;
  /** An existing folder that gets a file `<part>.<format>` for each part. */
  outputFolder: string;
  model: ModelFile;
}

export type ProcessMessage =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'done'; report: FileReport; parts: JobPart[] }
  | { kind: 'failed'; error: ErrorReport };
