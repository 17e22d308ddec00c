/**
 * The copies that are kept of songs on their way in, so that a reload loses none. Whoever works on one holds its
 * lock, which the browser lets go when the page ends: another tab takes up only what nobody holds.
 */
import type { IncomingSong } from '@/lib/store/incoming-songs';
import type { SongFiles } from '@/workers/song-files';
import { askLibrary } from './library-client';

interface Copy {
  id: string;
  /** Ends when the copy is complete, or could not be made. */
  made: Promise<boolean>;
  isComplete: boolean;
  letGo: () => void;
}

const lockName = (id: string) => `segue-incoming-${id}`;

export class IncomingCopies {
  private readonly copies = new Map<number, Copy>();
  /** Locks of copies that were left behind, until a job takes them up. */
  private readonly claimed = new Map<string, () => void>();
  private hasLooked = false;

  /** Copies a job's files in the background; where there is no room the job goes on without. */
  keep(jobId: number, files: SongFiles): void {
    const id = crypto.randomUUID();
    const made = this.hold(id).then(async (letGo) => {
      copy.letGo = letGo;
      await askLibrary((api) => api.keepIncoming(id, files));
      copy.isComplete = true;
      return true;
    });
    const copy: Copy = {
      id,
      made: made.catch(() => false),
      isComplete: false,
      letGo: () => undefined,
    };
    this.copies.set(jobId, copy);
  }

  /** What was left behind by pages that have ended; asked once. Each is held from now on. */
  async unclaimed(): Promise<IncomingSong[]> {
    if (this.hasLooked) return [];
    this.hasLooked = true;
    const songs = await askLibrary((api) => api.incomingSongs());
    const free: IncomingSong[] = [];
    for (const song of songs) {
      const letGo = await this.hold(song.id, true).catch(() => null);
      if (!letGo) continue;
      this.claimed.set(song.id, letGo);
      free.push(song);
    }
    return free;
  }

  /** Makes an unclaimed copy that of a job. */
  adopt(jobId: number, id: string): void {
    const letGo = this.claimed.get(id) ?? (() => undefined);
    this.claimed.delete(id);
    this.copies.set(jobId, { id, made: Promise.resolve(true), isComplete: true, letGo });
  }

  /** Whether all of the job's files are safe. */
  has(jobId: number): boolean {
    return this.copies.get(jobId)?.isComplete ?? false;
  }

  /** Removes the copies of a job that is done with. */
  discard(jobId: number): void {
    const copy = this.copies.get(jobId);
    if (!copy) return;
    this.copies.delete(jobId);
    void copy.made
      .then(() => askLibrary((api) => api.discardIncoming(copy.id)))
      .catch(() => undefined)
      .finally(() => copy.letGo());
  }

  /** Holds the lock of a copy until the returned function is called. @throws where another page holds it */
  private hold(id: string, ifAvailable = false): Promise<() => void> {
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(lockName(id), { ifAvailable }, (lock) => {
          if (!lock) {
            reject(new Error('held by another page'));
            return undefined;
          }
          return new Promise<void>((letGo) => resolve(letGo));
        })
        .catch(reject);
    });
  }
}
