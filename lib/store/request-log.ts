/** The log of requests in the store: the latest ones, each with what its listener did with it. */
import {
  type Behaviour,
  type RequestRecord,
  requestRecordSchema,
} from '@/lib/taste/log/request-log';
import type { EarVerdict } from '@/lib/taste/selection/choose-by-ear';
import { changeOne, type ReadRecords, readAll, readOne } from './read-records';
import type { RecordTables } from './record-tables';
import { withStorageErrors } from './storage-errors';

/** Each holds two analyses, some 200 kB together. */
export const MOST_REQUESTS = 60;

export interface RequestLog {
  /** Newest first. */
  list(): Promise<ReadRecords<RequestRecord>>;
  find(id: string): Promise<RequestRecord | null>;
  /** Keeps a record; the oldest beyond {@link MOST_REQUESTS} go. @throws SegueError `storage-full` */
  add(record: RequestRecord): Promise<void>;
  /** Adds what the listener did; counts are added up, shares and marks only rise. */
  note(id: string, behaviour: Partial<Behaviour>): Promise<void>;
  /** Adds what came of listening to the two best. */
  heard(id: string, verdict: EarVerdict): Promise<void>;
  /** Deletes every record that holds this song: what a listener deletes is nowhere left. */
  forgetSong(songId: string): Promise<void>;
}

/** A record of any version. */
interface StoredRequest {
  id: string;
  songs?: { a?: { id?: string }; b?: { id?: string } };
}

export function createRequestLog({ requests }: Pick<RecordTables, 'requests'>): RequestLog {
  const log: RequestLog = {
    async list() {
      const { records, unreadable } = await readAll(requests, requestRecordSchema);
      return { records: records.sort((one, two) => two.madeAtMs - one.madeAtMs), unreadable };
    },
    find: (id) => readOne(requests, requestRecordSchema, id),
    add: (record) =>
      withStorageErrors(async () => {
        await requests.put(record);
        const records = (await requests.getAll()) as Pick<RequestRecord, 'id' | 'madeAtMs'>[];
        records.sort((one, two) => two.madeAtMs - one.madeAtMs);
        for (const { id } of records.slice(MOST_REQUESTS)) await requests.delete(id);
      }),
    note: (id, { replays = 0, listenedShare = 0, regenerated = false, kept = false }) =>
      withStorageErrors(async () => {
        await changeOne(requests, requestRecordSchema, id, (record) => {
          const { behaviour: known } = record;
          const behaviour: Behaviour = {
            replays: known.replays + replays,
            listenedShare: Math.max(known.listenedShare, listenedShare),
            regenerated: known.regenerated || regenerated,
            kept: known.kept || kept,
          };
          return { ...record, behaviour };
        });
      }),
    heard: (id, ear) =>
      withStorageErrors(async () => {
        await changeOne(requests, requestRecordSchema, id, (record) => ({
          ...record,
          choice: { ...record.choice, ear },
        }));
      }),
    forgetSong: (songId) =>
      withStorageErrors(async () => {
        // read as it lies there: records of other versions hold songs too
        const records = (await requests.getAll()) as StoredRequest[];
        for (const { id, songs } of records) {
          if (songs?.a?.id === songId || songs?.b?.id === songId) await requests.delete(id);
        }
      }),
  };
  return log;
}
