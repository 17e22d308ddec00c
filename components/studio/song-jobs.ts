/** Songs on their way into the library: waiting, worked on, or failed and ready to be tried again. */
import { proxy } from 'comlink';
import type { ErrorReport } from '@/lib/base/errors';
import { type Progress, throwIfAborted } from '@/lib/base/progress';
import type { SongSide } from '@/lib/music/stem-names';
import type { EngineWish } from '@/lib/stems/choose-engine';
import type { IncomingSong } from '@/lib/store/incoming-songs';
import type { SongSummary } from '@/lib/store/song-record-schema';
import type { HeardSong } from '@/lib/studio/add-song';
import type { SongFiles } from '@/workers/song-files';
import { IncomingCopies } from './incoming-copies';
import type { Notices } from './notices';
import { Observable } from './observable';
import { poolSize } from './pool-size';
import { remainingSeconds } from './remaining-time';
import { filesOf, needsLook, type StemDraft } from './stem-draft';
import { TaskPool } from './task-pool';
import { type RunOptions, type StudioWork, TaskRunner } from './task-runner';

/** What a job is made from: the user's files, copies of them from an earlier visit, or one of the demo's songs. */
export type SongSource =
  | { kind: 'files'; files: SongFiles; draft?: StemDraft }
  | { kind: 'incoming'; song: IncomingSong; title: string }
  | { kind: 'demo'; side: SongSide; title: string }
  /** A song of the library that is analysed anew. */
  | { kind: 'refresh'; songId: string; title: string }
  /** A song of the library that is taken apart by another engine. */
  | { kind: 'separate'; songId: string; title: string };

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

/** A set of stems whose files the user is asked about. */
export interface PendingDraft {
  id: number;
  draft: StemDraft;
  /** The job that is made anew where its files turn out to be something else. */
  replaces: number | null;
}

/** Where finished songs go, and how they are made. */
export interface SongTaker {
  /** What takes songs apart that come without stems. */
  engine(): EngineWish;
  onAdded(song: SongSummary): void;
  /** A song of the library that was analysed anew. */
  onRefreshed(song: SongSummary): void;
  /** Removes what there may be of a song that was cancelled. */
  discard(songId: string): Promise<void>;
}

export class SongJobs {
  readonly list = new Observable<SongJob[]>([]);
  /** Asked about one after the other. */
  readonly drafts = new Observable<PendingDraft[]>([]);
  private readonly pool = createPool();
  private readonly controllers = new Map<number, AbortController>();
  private readonly copies = new IncomingCopies();
  private lastId = 0;

  constructor(
    private readonly notices: Notices,
    private readonly library: SongTaker,
  ) {}

  /** @returns the song, or null where it failed or was cancelled: the list says so */
  add(source: SongSource): Promise<SongSummary | null> {
    const job = this.enlist(source, WAITING);
    if (source.kind === 'files') this.copies.keep(job.id, source.files);
    return this.work(job);
  }

  /** Adds a set of stems; where their names leave open what is what, the user is asked first. */
  addStems(draft: StemDraft): void {
    if (needsLook(draft)) this.ask(draft, null);
    else void this.add({ kind: 'files', files: filesOf(draft), draft });
  }

  /** Asks about the files of a job that is on its way. */
  askAgain({ id, source }: SongJob): void {
    if (source.kind === 'files' && source.draft) this.ask(source.draft, id);
  }

  addDraft(pending: PendingDraft, draft: StemDraft): void {
    this.dropDraft(pending);
    if (pending.replaces !== null) this.remove(pending.replaces);
    void this.add({ kind: 'files', files: filesOf(draft), draft });
  }

  dropDraft({ id }: PendingDraft): void {
    this.drafts.update((drafts) => drafts.filter((draft) => draft.id !== id));
  }

  /** Takes up again what was being prepared when the page was closed, unless another tab is at it. */
  async resume(): Promise<void> {
    for (const song of await this.copies.unclaimed()) {
      const source: SongSource = { kind: 'incoming', song, title: song.title };
      if (song.resumedTimes >= MOST_RESUMES) {
        const job = this.enlist(source, { ...WAITING, state: 'failed', failure: FAILED_BEFORE });
        this.copies.adopt(job.id, song.id);
      } else {
        const job = this.enlist(source, WAITING);
        this.copies.adopt(job.id, song.id);
        void this.work(job);
      }
    }
  }

  /** Whether work would be lost if the page were closed now. */
  wouldLose(): boolean {
    return this.list
      .get()
      .some(
        ({ id, state, source }) =>
          state !== 'failed' &&
          source.kind !== 'refresh' &&
          source.kind !== 'separate' &&
          !this.copies.has(id),
      );
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
    this.copies.discard(id);
    this.list.update((list) => list.filter((job) => job.id !== id));
  }

  private ask(draft: StemDraft, replaces: number | null): void {
    this.lastId += 1;
    const id = this.lastId;
    this.drafts.update((drafts) => [...drafts, { id, draft, replaces }]);
  }

  private enlist(source: SongSource, state: Omit<SongJob, 'id' | 'title' | 'source'>): SongJob {
    this.lastId += 1;
    const title = source.kind === 'files' ? source.files.title : source.title;
    const job: SongJob = { id: this.lastId, title, source, ...state };
    this.list.update((list) => [...list, job]);
    return job;
  }

  private async work({ id, source, title }: SongJob): Promise<SongSummary | null> {
    const controller = new AbortController();
    this.controllers.set(id, controller);
    let startedMs = 0;
    let heardId: string | null = null;
    try {
      const add: StudioWork<SongSummary> = (api, task, onProgress, whileAsked) => {
        const news = proxy({
          onHeard: whileAsked((heard: HeardSong) => {
            heardId = heard.id;
            this.change(id, { heard, title: heard.title });
          }),
          onNote: whileAsked((message: string) => this.notices.add({ tone: 'info', message })),
        });
        const engine = this.library.engine();
        switch (source.kind) {
          case 'files':
            return api.addSong(task, source.files, engine, onProgress, news);
          case 'incoming':
            return api.addIncoming(task, source.song, engine, onProgress, news);
          case 'refresh':
            return api.refreshSong(task, source.songId, onProgress);
          case 'separate':
            return api.separateAgain(task, source.songId, engine, onProgress, news);
          case 'demo':
            return api.addDemoSong(task, source.side, onProgress, news);
        }
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
      if (source.kind === 'refresh' || source.kind === 'separate') this.library.onRefreshed(song);
      else this.library.onAdded(song);
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

/** A song that has brought the page down as often as this is not tried again by itself. */
const MOST_RESUMES = 2;

const FAILED_BEFORE: ErrorReport = {
  code: 'worker-failed',
  message:
    'This song was not finished in several tries: the browser may have run out of memory. Close other tabs and try again, or remove it.',
};

/** Failures that are not the file's. */
const RETRY_HELPS: readonly ErrorReport['code'][] = [
  'storage-full',
  'storage-unavailable',
  'worker-failed',
  'internal',
];
