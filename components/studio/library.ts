/** The songs of the library, as stored, and how much room they take. */
import type { Correction } from '@/lib/analysis/corrections/correction';
import { SegueError } from '@/lib/base/errors';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { askLibrary } from './library-client';
import type { Models } from './models';
import type { Notices } from './notices';
import { Observable } from './observable';
import { SongJobs } from './song-jobs';

export interface StorageUsage {
  usedBytes: number;
  freeBytes: number;
}

export type Loading = 'loading' | 'ready' | 'failed';

export class Library {
  readonly state = new Observable<Loading>('loading');
  readonly songs = new Observable<SongSummary[]>([]);
  /** Songs that an earlier version has analysed. */
  readonly outdated = new Observable<SongSummary[]>([]);
  readonly usage = new Observable<StorageUsage | null>(null);
  readonly jobs: SongJobs;
  private hasAskedToPersist = false;

  constructor(
    private readonly notices: Notices,
    models: Models,
  ) {
    this.jobs = new SongJobs(notices, {
      engine: () => models.wish.get(),
      onAdded: (song) => this.added(song),
      onRefreshed: (song) => this.updated(song),
      discard: (id) => askLibrary((api) => api.discardSong(id)).catch(() => undefined),
    });
  }

  /** Reads what is stored; called again after a failure. */
  async load(): Promise<void> {
    try {
      const { records, unreadable } = await askLibrary((api) => api.songs());
      this.songs.set(records);
      this.state.set('ready');
      this.notices.unreadable(unreadable, 'song');
      void this.measure();
      void askLibrary((api) => api.tidy()).catch(() => undefined);
      void this.findOutdated().catch((thrown) => this.notices.fail(thrown));
      void this.jobs.resume().catch((thrown) => this.notices.fail(thrown));
    } catch (thrown) {
      this.state.set('failed');
      this.notices.fail(thrown);
    }
  }

  async rename(id: string, title: string): Promise<void> {
    try {
      const renamed = await askLibrary((api) => api.renameSong(id, title));
      this.songs.update((songs) => songs.map((song) => (song.id === id ? renamed : song)));
    } catch (thrown) {
      this.notices.fail(thrown);
    }
  }

  /** Keeps a song's corrections. @throws SegueError where they could not be stored */
  async correct(id: string, corrections: readonly Correction[]): Promise<void> {
    const { summary } = await askLibrary((api) => api.correctSong(id, corrections));
    this.updated(summary);
  }

  /** Shows what has changed about a song in the store. */
  updated({ id, tempoBpm, key, stemEngine }: SongSummary): void {
    this.songs.update((songs) =>
      songs.map((song) => (song.id === id ? { ...song, tempoBpm, key, stemEngine } : song)),
    );
  }

  /** Analyses anew what an earlier version has analysed; corrections stay. */
  refreshOutdated(): void {
    for (const { id, title } of this.outdated.get()) {
      void this.jobs.add({ kind: 'refresh', songId: id, title });
    }
    this.outdated.set([]);
  }

  private async findOutdated(): Promise<void> {
    const ids = new Set(await askLibrary((api) => api.outdatedSongs()));
    this.outdated.set(this.songs.get().filter(({ id }) => ids.has(id)));
  }

  async delete(id: string): Promise<void> {
    try {
      await askLibrary((api) => api.deleteSong(id));
      this.songs.update((songs) => songs.filter((song) => song.id !== id));
      void this.measure();
    } catch (thrown) {
      this.notices.fail(thrown);
    }
  }

  /** How full the storage is; not known in every browser. */
  async measure(): Promise<void> {
    try {
      this.usage.set(await askLibrary((api) => api.usage()));
    } catch (thrown) {
      if (!(thrown instanceof SegueError)) throw thrown;
      this.usage.set(null);
    }
  }

  private added(song: SongSummary): void {
    this.songs.update((songs) => [...songs, song]);
    void this.measure();
    if (this.hasAskedToPersist) return;
    this.hasAskedToPersist = true;
    // Asked once there is something to lose; a refusal changes nothing that the user could act on.
    void navigator.storage?.persist?.().catch(() => undefined);
  }
}
