/** The store as a worker opens it: files where the browser has them, the database where it has not. */
import { reportError, SegueError } from '@/lib/base/errors';
import type { SentSongs } from '@/lib/stems/server-separator';
import type { AudioFiles } from '@/lib/store/audio-files';
import { type BreakerStore, createBreakerStore } from '@/lib/store/breaker-store';
import {
  databaseAudioFiles,
  databaseTables,
  openDatabase,
  type StudioDatabase,
} from '@/lib/store/database';
import { createIncomingSongs, type IncomingSongs } from '@/lib/store/incoming-songs';
import { createLabelStore, type LabelStore } from '@/lib/store/label-store';
import { opfsAudioFiles } from '@/lib/store/opfs-audio-files';
import { createRemixStore, type RemixStore } from '@/lib/store/remix-store';
import { createRequestLog, type RequestLog } from '@/lib/store/request-log';
import { createSentSongs } from '@/lib/store/sent-songs';
import { createSongStore, type SongStore } from '@/lib/store/song-store';
import { createStretchedSounds, type StretchedSounds } from '@/lib/store/stretched-sounds';
import { createTrainingRuns, type TrainingRuns } from '@/lib/store/training-runs';

export interface StudioStore {
  songs: SongStore;
  remixes: RemixStore;
  requests: RequestLog;
  trainingRuns: TrainingRuns;
  breaker: BreakerStore;
  /** What is still to be prepared. */
  incoming: IncomingSongs;
  labels: LabelStore;
  stretched: StretchedSounds;
  /** What the server is at work on. */
  sentSongs: SentSongs;
  /** Where sounds are kept. */
  backend: 'files' | 'database';
  /** How much room the sounds take. */
  usedBytes(): Promise<number>;
}

const DATABASE_NAME = 'segue';

let opened: Promise<StudioStore> | undefined;

/** One store a worker; a connection that another tab has closed is opened anew. */
export function openStore(): Promise<StudioStore> {
  opened ??= open().catch((cause) => {
    opened = undefined;
    throw new SegueError(
      'storage-unavailable',
      `The browser does not let Segue store anything here (${reportError(cause).message}). Leave private browsing, or allow this page to store data, and reload.`,
    );
  });
  return opened;
}

async function open(): Promise<StudioStore> {
  const database = await openDatabase(DATABASE_NAME, () => {
    opened = undefined;
  });
  const { files, backend } = await openAudioFiles(database);
  const tables = databaseTables(database);
  return {
    songs: createSongStore(tables, files),
    remixes: createRemixStore(tables, files),
    stretched: createStretchedSounds(files),
    requests: createRequestLog(tables),
    trainingRuns: createTrainingRuns(tables),
    breaker: createBreakerStore(tables),
    incoming: createIncomingSongs(files),
    labels: createLabelStore(tables),
    sentSongs: createSentSongs(tables),
    backend,
    usedBytes: () => files.usedBytes(),
  };
}

async function openAudioFiles(
  database: StudioDatabase,
): Promise<{ files: AudioFiles; backend: StudioStore['backend'] }> {
  const inDatabase = { files: databaseAudioFiles(database), backend: 'database' } as const;
  if (!('createSyncAccessHandle' in (self.FileSystemFileHandle?.prototype ?? {}))) {
    return inDatabase;
  }
  try {
    const root = await navigator.storage.getDirectory();
    return { files: opfsAudioFiles(root), backend: 'files' };
  } catch {
    return inDatabase;
  }
}

/** Held in common by all who write, so that the store is tidied only while nobody does. */
const WRITING_LOCK = 'segue-writing';

export function whileWriting<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(WRITING_LOCK, { mode: 'shared' }, work);
}

/** Held alone by whoever has the server take this song apart: it hands its stems out once. */
export function whileSeparating<T>(
  sha256: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  return navigator.locks.request(`segue-separating-${sha256}`, { signal }, work);
}

const addingLock = (songId: string) => `segue-adding-${songId}`;

/** Held alone by whoever adds this song: of two tabs with the same song the second finds it there. */
export function whileAdding<T>(
  songId: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  return navigator.locks.request(addingLock(songId), { signal }, () => whileWriting(work));
}

/** Does nothing where this song is being added, in this tab or another. */
export async function ifNobodyAdds(songId: string, work: () => Promise<void>): Promise<void> {
  await navigator.locks.request(addingLock(songId), { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}

/** Does nothing where anything is being written, in this tab or another. */
export async function whileIdle(work: () => Promise<void>): Promise<void> {
  await navigator.locks.request(WRITING_LOCK, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}
