/** Listening tests and their answers in the store; every answer is kept at once. */
import { type LineFault, readLabels } from '@/lib/labels/exchange/import-labels';
import { mergeLabels } from '@/lib/labels/exchange/merge-labels';
import { type PairwiseLabel, pairwiseLabelSchema } from '@/lib/labels/pairwise-label';
import { type LabelSession, labelSessionSchema } from '@/lib/labels/session';
import { type ReadRecords, readAll, readOne } from './read-records';
import type { RecordTables } from './record-tables';
import { withStorageErrors } from './storage-errors';

/** What came of reading a file of labels. */
export interface LabelImport {
  added: number;
  replaced: number;
  known: number;
  faults: LineFault[];
  /** Kept, but of remixes that are not here and without features, so that no model learns from them. */
  unusable: number;
}

export interface LabelStore {
  /** Newest first. */
  sessions(): Promise<ReadRecords<LabelSession>>;
  findSession(id: string): Promise<LabelSession | null>;
  saveSession(session: LabelSession): Promise<LabelSession>;
  /** In the order in which they were given. */
  labels(): Promise<ReadRecords<PairwiseLabel>>;
  /** @throws SegueError `storage-full` */
  add(label: PairwiseLabel): Promise<PairwiseLabel>;
  remove(id: string): Promise<void>;
  /** Keeps what is good of a JSONL or CSV text. @param knownRequests remixes that are here */
  take(text: string, knownRequests: readonly string[]): Promise<LabelImport>;
}

export function createLabelStore(tables: RecordTables): LabelStore {
  const store: LabelStore = {
    async sessions() {
      const { records, unreadable } = await readAll(tables.labelSessions, labelSessionSchema);
      return { records: records.sort((x, y) => y.startedAtMs - x.startedAtMs), unreadable };
    },
    findSession: (id) => readOne(tables.labelSessions, labelSessionSchema, id),
    saveSession: (session) =>
      withStorageErrors(async () => {
        await tables.labelSessions.put(session);
        return session;
      }),
    async labels() {
      const { records, unreadable } = await readAll(tables.labels, pairwiseLabelSchema);
      return { records: records.sort((x, y) => x.answeredAtMs - y.answeredAtMs), unreadable };
    },
    add: (label) =>
      withStorageErrors(async () => {
        await tables.labels.put(label);
        return label;
      }),
    remove: (id) => withStorageErrors(() => tables.labels.delete(id)),
    take: (text, knownRequests) =>
      withStorageErrors(async () => {
        const { labels, faults } = readLabels(text);
        const { records } = await store.labels();
        const { toStore, added, replaced, known } = mergeLabels(records, labels);
        for (const label of toStore) await tables.labels.put(label);
        const here = new Set(knownRequests);
        const unusable = toStore.filter(
          ({ requestId, features }) => features === null && !here.has(requestId),
        ).length;
        return { added, replaced, known, faults, unusable };
      }),
  };
  return store;
}
