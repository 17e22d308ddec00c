/** Taking over tracks of a DJ library: read a file, show what is in it, apply what is wanted. */
import type { ErrorReport } from '@/lib/base/errors';
import { reportError } from '@/lib/base/errors';
import type { Progress, ReportProgress } from '@/lib/base/progress';
import type { SongSummary } from '@/lib/store/song-record-schema';
import type { FoundInLibrary, TakenOver, TrackToTakeOver } from '@/lib/studio/import-library';
import { Observable } from './observable';
import { type RunOptions, TaskRunner } from './task-runner';

export type ImportState =
  | { step: 'choosing'; failure: ErrorReport | null }
  | { step: 'reading'; progress: Progress }
  | { step: 'found'; found: FoundInLibrary; failure: ErrorReport | null }
  | { step: 'applying'; found: FoundInLibrary; progress: Progress }
  | { step: 'done'; found: FoundInLibrary; taken: TakenOver[] };

const STARTING: Progress = { step: 'Starting', fraction: 0 };

export class LibraryImporter {
  readonly state = new Observable<ImportState>({ step: 'choosing', failure: null });
  private readonly runner = new TaskRunner();
  private controller: AbortController | null = null;

  constructor(private readonly onSong: (song: SongSummary) => void) {}

  async read(file: File): Promise<void> {
    await this.run(
      (progress) => ({ step: 'reading', progress }),
      (options) =>
        this.runner.run<FoundInLibrary>(
          (api, task, onProgress) => api.findInLibrary(task, file, onProgress),
          options,
        ),
      (found) => ({ step: 'found', found, failure: null }),
      (failure) => ({ step: 'choosing', failure }),
    );
  }

  async apply(found: FoundInLibrary, tracks: readonly TrackToTakeOver[]): Promise<void> {
    await this.run(
      (progress) => ({ step: 'applying', found, progress }),
      (options) =>
        this.runner.run<TakenOver[]>(
          (api, task, onProgress) => api.takeOverTracks(task, tracks, onProgress),
          options,
        ),
      (taken) => {
        for (const { song } of taken) this.onSong(song);
        return { step: 'done', found, taken };
      },
      (failure) => ({ step: 'found', found, failure }),
    );
  }

  cancel(): void {
    this.controller?.abort();
  }

  /** Back to the beginning, whatever is being done. */
  restart(): void {
    this.cancel();
    this.controller = null;
    this.state.set({ step: 'choosing', failure: null });
  }

  private async run<T>(
    working: (progress: Progress) => ImportState,
    work: (options: RunOptions) => Promise<T>,
    done: (result: T) => ImportState,
    failed: (failure: ErrorReport | null) => ImportState,
  ): Promise<void> {
    this.cancel();
    const controller = new AbortController();
    this.controller = controller;
    const show = (state: ImportState) => {
      if (this.controller === controller) this.state.set(state);
    };
    const onProgress: ReportProgress = (progress) => show(working(progress));
    show(working(STARTING));
    try {
      show(done(await work({ signal: controller.signal, onProgress })));
    } catch (thrown) {
      const failure = reportError(thrown);
      show(failed(failure.code === 'aborted' ? null : failure));
    }
  }
}
