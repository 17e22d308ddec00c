/** The store's two backends in memory, with a disk that can be made full: for tests. */
import { type AudioFiles, foldersOf, gathered } from '../audio-files';
import type { RecordTable, RecordTables, TableName } from '../record-tables';

export interface MemoryBackends {
  tables: RecordTables;
  files: AudioFiles;
  /** Paths of all stored sounds. */
  paths(): string[];
  /** From now on no more than this many further bytes fit. */
  limitBytes(bytes: number): void;
}

export function memoryBackends(): MemoryBackends {
  const stored = new Map<string, Blob>();
  let freeBytes = Number.POSITIVE_INFINITY;
  const within = (folder: string) =>
    [...stored.keys()].filter((path) => path.startsWith(`${folder}/`));
  const tables: Record<TableName, RecordTable> = {
    songs: memoryTable(),
    songDetails: memoryTable(),
    remixes: memoryTable(),
    requests: memoryTable(),
    labelSessions: memoryTable(),
    labels: memoryTable(),
    trainingRuns: memoryTable(),
    taste: memoryTable(),
    sentSongs: memoryTable(),
  };
  return {
    tables: {
      ...tables,
      async updateTogether(names, id, change) {
        const found = await Promise.all(names.map((name) => tables[name].get(id)));
        const changed = change(
          Object.fromEntries(names.map((name, i) => [name, found[i]])) as Parameters<
            typeof change
          >[0],
        );
        if (changed) for (const name of names) await tables[name].put(changed[name]);
      },
    },
    files: {
      async write(path, pieces) {
        const blob = await gathered(pieces);
        freeBytes -= blob.size;
        if (freeBytes < 0) throw new DOMException('full', 'QuotaExceededError');
        stored.set(path, blob);
      },
      read: async (path, stretch) =>
        (await stored.get(path)?.slice(stretch?.from, stretch?.to).arrayBuffer()) ?? null,
      async remove(path) {
        for (const inside of within(path)) stored.delete(inside);
        stored.delete(path);
      },
      listFolders: async (folder) => foldersOf([...stored.keys()], folder),
      usedBytes: async () => [...stored.values()].reduce((sum, { size }) => sum + size, 0),
    },
    paths: () => [...stored.keys()],
    limitBytes: (bytes) => {
      freeBytes = bytes;
    },
  };
}

function memoryTable(): RecordTable {
  const records = new Map<string, unknown>();
  return {
    get: async (id) => structuredClone(records.get(id)),
    getAll: async () => [...records.values()].map((record) => structuredClone(record)),
    async put(record) {
      records.set(record.id, structuredClone(record));
    },
    async putAll(added) {
      for (const record of added) records.set(record.id, structuredClone(record));
    },
    async update(id, change) {
      const changed = change(structuredClone(records.get(id)));
      if (changed) records.set(id, structuredClone(changed));
    },
    async delete(id) {
      records.delete(id);
    },
  };
}
