/** What the server and the process that separates tell each other. */
import type { ErrorReport } from '@/lib/base/errors';
import type { Progress } from '@/lib/base/progress';
import type { SeparationReport } from '@/lib/stems/separator';
import type { ModelFile } from '../model-files';
import type { JobPart } from './job';

/** What the process is started with. */
export interface ProcessTask {
  inputPath: string;
  /** An existing folder that gets a file `<part>.wav` for each part. */
  outputFolder: string;
  model: ModelFile;
  twoStems: boolean;
}

export type ProcessMessage =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'done'; report: SeparationReport; parts: JobPart[] }
  | { kind: 'failed'; error: ErrorReport };
