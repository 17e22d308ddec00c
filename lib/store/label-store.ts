/** Listening tests and their answers in the store; every answer is kept at once. */
import { subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
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

/** Sessions and how far each has come, without the answers themselves, of which there may be very many. */
export interface SessionsOverview extends ReadRecords<LabelSession> {
  /** Places of the pairs that are answered, by session. */
  answered: Map<string, Pick<PairwiseLabel, 'pairIndex'>[]>;
  /** All answers, those from elsewhere among them. */
  labels: number;
}

/** Answers that are stored in one step. */
const BATCH = 500;
/** Of the time that a file takes: up to here it is read. */
const READ_AT = 0.4;

export interface LabelStore {
  /** Newest first. */
  sessions(): Promise<ReadRecords<LabelSession>>;
  findSession(id: string): Promise<LabelSession | null>;
  saveSession(session: LabelSession): Promise<LabelSession>;
  /** @see SessionsOverview */
  overview(): Promise<SessionsOverview>;
  /** In the order in which they were given. */
  labels(): Promise<ReadRecords<PairwiseLabel>>;
  /** @throws SegueError `storage-full` */
  add(label: PairwiseLabel): Promise<PairwiseLabel>;
  remove(id: string): Promise<void>;
  /**
   * Keeps what is good of a JSONL or CSV text.
   * @param knownRequests remixes that are here
   * @throws SegueError `storage-full`, `aborted`; what was stored until then stays, and is known when the text
   *   is taken again
   */
  take(text: string, knownRequests: readonly string[], options?: TaskOptions): Promise<LabelImport>;
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
    async overview() {
      const sessions = await store.sessions();
      const labels = await store.labels();
      const answered: SessionsOverview['answered'] = new Map(
        sessions.records.map(({ id }) => [id, []]),
      );
      for (const { sessionId, pairIndex } of labels.records) {
        answered.get(sessionId)?.push({ pairIndex });
      }
      return {
        records: sessions.records,
        unreadable: sessions.unreadable + labels.unreadable,
        answered,
        labels: labels.records.length,
      };
    },
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
    take: (text, knownRequests, { signal, onProgress } = {}) =>
      withStorageErrors(async () => {
        const { labels, faults } = await readLabels(text, {
          signal,
          onProgress: subProgress(onProgress, 0, READ_AT),
        });
        const { records } = await store.labels();
        const { toStore, added, replaced, known } = mergeLabels(records, labels);
        for (let from = 0; from < toStore.length; from += BATCH) {
          throwIfAborted(signal);
          const fraction = READ_AT + ((1 - READ_AT) * from) / toStore.length;
          onProgress?.({ step: 'Storing the answers', fraction });
          await tables.labels.putAll(toStore.slice(from, from + BATCH));
        }
        const here = new Set(knownRequests);
        const unusable = toStore.filter(
          ({ requestId, features }) => features === null && !here.has(requestId),
        ).length;
        return { added, replaced, known, faults, unusable };
      }),
  };
  return store;
}
