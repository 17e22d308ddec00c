/** The database of records, and of sounds where the browser has no file system of its own. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type AudioFiles, foldersOf, gathered } from './audio-files';
import type { RecordTable, RecordTables, TableName } from './record-tables';

/** Raised with every new table; `upgrade` makes those that an older database lacks. */
const DATABASE_VERSION = 4;
const RECORD_TABLES = [
  'songs',
  'songDetails',
  'remixes',
  'requests',
  'labelSessions',
  'labels',
  'trainingRuns',
  'taste',
  'sentSongs',
] as const satisfies readonly TableName[];
const AUDIO_TABLE = 'audio';

type RecordSchema = Record<TableName, { key: string; value: unknown }>;

interface Schema extends DBSchema, RecordSchema {
  audio: { key: string; value: Blob | ArrayBuffer };
}

export type StudioDatabase = IDBPDatabase<Schema>;

/** @param onOutdated called when another tab waits to upgrade: this connection has been closed */
export function openDatabase(name: string, onOutdated?: () => void): Promise<StudioDatabase> {
  return openDB<Schema>(name, DATABASE_VERSION, {
    upgrade(database) {
      const has = (table: TableName | typeof AUDIO_TABLE) =>
        database.objectStoreNames.contains(table);
      for (const table of RECORD_TABLES) {
        if (!has(table)) database.createObjectStore(table, { keyPath: 'id' });
      }
      if (!has(AUDIO_TABLE)) database.createObjectStore(AUDIO_TABLE);
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onOutdated?.();
    },
  });
}

export function databaseTables(database: StudioDatabase): RecordTables {
  const table = (name: TableName): RecordTable => ({
    get: (id) => database.get(name, id),
    getAll: () => database.getAll(name),
    async put(record) {
      await database.put(name, record);
    },
    async putAll(records) {
      const transaction = database.transaction(name, 'readwrite');
      const puts = records.map((record) => transaction.store.put(record));
      await Promise.all([...puts, transaction.done]);
    },
    async update(id, change) {
      const transaction = database.transaction(name, 'readwrite');
      const changed = change(await transaction.store.get(id));
      await Promise.all([changed && transaction.store.put(changed), transaction.done]);
    },
    delete: (id) => database.delete(name, id),
  });
  return {
    songs: table('songs'),
    songDetails: table('songDetails'),
    remixes: table('remixes'),
    requests: table('requests'),
    labelSessions: table('labelSessions'),
    labels: table('labels'),
    trainingRuns: table('trainingRuns'),
    taste: table('taste'),
    sentSongs: table('sentSongs'),
    async updateTogether<T extends TableName>(
      names: readonly T[],
      id: string,
      change: (records: Record<T, unknown>) => Record<T, { id: string }> | null,
    ) {
      const transaction = database.transaction([...names], 'readwrite');
      const found = await Promise.all(names.map((name) => transaction.objectStore(name).get(id)));
      const changed = change(
        Object.fromEntries(names.map((name, i) => [name, found[i]])) as Record<T, unknown>,
      );
      const puts = changed
        ? names.map((name) => transaction.objectStore(name).put(changed[name]))
        : [];
      await Promise.all([...puts, transaction.done]);
    },
  };
}

/**
 * Sounds in the database: slower and larger than files, but everywhere. As blobs, of which a part can be read;
 * as plain bytes where a browser keeps no blobs, as WebKit does not in private windows.
 */
export function databaseAudioFiles(database: StudioDatabase): AudioFiles {
  const within = (folder: string) => IDBKeyRange.bound(`${folder}/`, `${folder}0`, false, true);
  return {
    async write(path, pieces) {
      const blob = await gathered(pieces);
      try {
        await database.put(AUDIO_TABLE, blob, path);
      } catch (error) {
        if (!(error instanceof DOMException) || error.name === 'QuotaExceededError') throw error;
        await database.put(AUDIO_TABLE, await blob.arrayBuffer(), path);
      }
    },
    async read(path, stretch) {
      const kept = await database.get(AUDIO_TABLE, path);
      if (!kept) return null;
      const { from, to } = stretch ?? {};
      return kept instanceof Blob ? kept.slice(from, to).arrayBuffer() : kept.slice(from ?? 0, to);
    },
    async remove(path) {
      await database.delete(AUDIO_TABLE, path);
      await database.delete(AUDIO_TABLE, within(path));
    },
    async listFolders(path) {
      const keys = await database.getAllKeys(AUDIO_TABLE, within(path));
      return foldersOf(keys, path);
    },
    async usedBytes() {
      let bytes = 0;
      for await (const { value } of database.transaction(AUDIO_TABLE).store) {
        bytes += value instanceof Blob ? value.size : value.byteLength;
      }
      return bytes;
    },
  };
}
