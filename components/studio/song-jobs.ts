/** Songs on their way into the library: waiting, worked on, or failed and ready to be tried again. */
import { proxy } from 'comlink';
import type { ErrorReport } from '@/lib/base/errors';
import { type Progress, throwIfAborted } from '@/lib/base/progress';
import type { SongSide } from '@/lib/music/stem-names';
import type { SongSummary } from '@/lib/store/song-record-schema';
import type { HeardSong } from '@/lib/studio/add-song';
import type { SongFiles } from '@/workers/studio.worker';
import type { Notices } from './notices';
import { Observable } from './observable';
import { poolSize } from './pool-size';
import { remainingSeconds } from './remaining-time';
import { TaskPool } from './task-pool';
import { type RunOptions, type StudioWork, TaskRunner } from './task-runner';

/** What a job is made from: the user's files, or one of the demo's songs. */
export type SongSource =
  | { kind: 'files'; files: SongFiles }
  | { kind: 'demo'; side: SongSide; title: string };

export interface SongJob {
  id: number;
  title: string;
  source: SongSource;
  state: 'waiting' | 'working' | 'failed';
  progress: Progress;
  remainingSeconds: number | null;
  /** From the moment at which it can be shown. */
  heard: HeardSong | null;
  failure: ErrorReport | null;
}

/** Where finished songs go. */
export interface SongTaker {
  onAdded(song: SongSummary): void;
  /** Removes what there may be of a song that was cancelled. */
  discard(songId: string): Promise<void>;
}

export class SongJobs {
  readonly list = new Observable<SongJob[]>([]);
  private readonly pool = createPool();
  private readonly controllers = new Map<number, AbortController>();
  private lastId = 0;

  constructor(
    private readonly notices: Notices,
    private readonly library: SongTaker,
  ) {}

  /** @returns the song, or null where it failed or was cancelled: the list says so */
  add(source: SongSource): Promise<SongSummary | null> {
    this.lastId += 1;
    const job: SongJob = {
      id: this.lastId,
      title: source.kind === 'files' ? source.files.title : source.title,
      source,
      ...WAITING,
    };
    this.list.update((list) => [...list, job]);
    return this.work(job);
  }

  retry(id: number): void {
    const job = this.list.get().find((candidate) => candidate.id === id);
    if (!job) return;
    this.change(id, WAITING);
    void this.work(job);
  }

  /** Ends a job, whatever its state, and takes it off the list. */
  remove(id: number): void {
    this.controllers.get(id)?.abort();
    this.list.update((list) => list.filter((job) => job.id !== id));
  }

  private async work({ id, source, title }: SongJob): Promise<SongSummary | null> {
    const controller = new AbortController();
    this.controllers.set(id, controller);
    let startedMs = 0;
    let heardId: string | null = null;
    try {
      const add: StudioWork<SongSummary> = (api, task, onProgress) => {
        const news = proxy({
          onHeard: (heard: HeardSong) => {
            heardId = heard.id;
            this.change(id, { heard, title: heard.title });
          },
          onNote: (message: string) => this.notices.add({ tone: 'info', message }),
        });
        return source.kind === 'files'
          ? api.addSong(task, source.files, onProgress, news)
          : api.addDemoSong(task, source.side, onProgress, news);
      };
      const options: RunOptions = {
        signal: controller.signal,
        onStart: () => {
          startedMs = performance.now();
          this.change(id, { state: 'working' });
        },
        onProgress: (progress) => {
          const elapsed = (performance.now() - startedMs) / 1000;
          const remaining = remainingSeconds(elapsed, progress.fraction);
          this.change(id, { progress, remainingSeconds: remaining });
        },
      };
      const song = await this.pool.run(options.signal, (runner) => runner.run(add, options));
      // The cancel came after the last moment at which the worker looks.
      throwIfAborted(controller.signal);
      this.library.onAdded(song);
      if (!song.hasBeat) this.notices.add({ tone: 'warning', message: withoutBeat(song.title) });
      this.remove(id);
      return song;
    } catch (thrown) {
      if (controller.signal.aborted && heardId !== null) await this.library.discard(heardId);
      this.fail(id, thrown, title);
      return null;
    } finally {
      this.controllers.delete(id);
    }
  }

  /** A failure that trying again may mend stays as a row; any other is a sentence and the row goes. */
  private fail(id: number, thrown: unknown, title: string): void {
    const failure = this.notices.fail(thrown, title);
    const canHelp = RETRY_HELPS.includes(failure.code);
    if (canHelp && this.list.get().some((job) => job.id === id)) {
      this.change(id, { state: 'failed', failure });
    } else {
      this.remove(id);
    }
  }

  private change(id: number, change: Partial<SongJob>): void {
    this.list.update((list) => list.map((job) => (job.id === id ? { ...job, ...change } : job)));
  }
}

/** Made on the page only: the server that renders its first sight has no workers to count. */
function createPool(): TaskPool<TaskRunner> {
  const machine: { hardwareConcurrency?: number; deviceMemory?: number } =
    globalThis.navigator ?? {};
  const size = poolSize({
    cores: machine.hardwareConcurrency ?? 2,
    memoryGib: machine.deviceMemory,
  });
  return new TaskPool(Array.from({ length: size }, () => new TaskRunner()));
}

function withoutBeat(title: string): string {
  return `No steady beat was found in "${title}". It is kept, but a remix needs one: open the song and tap its tempo, or choose a song with drums.`;
}

const WAITING = {
  state: 'waiting',
  progress: { step: 'Waiting for its turn', fraction: 0 },
  remainingSeconds: null,
  heard: null,
  failure: null,
} as const;

/** Failures that are not the file's. */
const RETRY_HELPS: readonly ErrorReport['code'][] = [
  'storage-full',
  'storage-unavailable',
  'worker-failed',
  'internal',
];
