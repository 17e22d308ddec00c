/**
 * Models in the origin private file system: a folder each with the file, what is known of it, and while it
 * is on its way what has come so far. Written through synchronous handles, so this lives in a worker.
 */
import { z } from 'zod';
import { SegueError } from '@/lib/base/errors';
import { sha256Hex } from '@/lib/base/hash';
import type { PartialFile } from '@/lib/onnx/download-model';
import { type RegisteredModel, registeredModelOf } from '@/lib/onnx/model-registry';
import { withStorageErrors } from './storage-errors';

const storedModelSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  stemOrder: z.array(z.string()).optional(),
});

export type StoredModel = z.infer<typeof storedModelSchema>;

const MODELS_FOLDER = 'models';
const MODEL_FILE = 'model.onnx';
const PART_FILE = 'part';
const RECORD_FILE = 'record.json';

export interface ModelStore {
  /** By name. */
  list(): Promise<StoredModel[]>;
  /** Bytes that have come of a download that is not finished, by the model's id. */
  partialBytes(id: string): Promise<number>;
  /** The file of a download. */
  partial(id: string): PartialFile;
  /**
   * A download has come to its end: checked by its hash and kept.
   * @throws SegueError `model-unusable` where it is another file: it is deleted
   */
  finish(model: RegisteredModel): Promise<StoredModel>;
  /** Keeps a file from the user's disk. @throws SegueError `storage-full` */
  add(file: { name: string; bytes: Uint8Array }): Promise<StoredModel>;
  /** @throws SegueError `model-missing` where it is gone */
  read(id: string): Promise<Uint8Array>;
  delete(id: string): Promise<void>;
}

/** @param root the folder handed out by the host (`navigator.storage.getDirectory()`) */
export function createModelStore(root: FileSystemDirectoryHandle): ModelStore {
  const models = () => root.getDirectoryHandle(MODELS_FOLDER, { create: true });
  const folder = async (id: string) => (await models()).getDirectoryHandle(id, { create: true });
  const read = async (id: string, name: string): Promise<File | null> => {
    try {
      const place = await (await models()).getDirectoryHandle(id);
      return await (await place.getFileHandle(name)).getFile();
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return null;
      throw error;
    }
  };
  const write = async (id: string, name: string, bytes: Uint8Array, at: number | 'new') => {
    const file = await (await folder(id)).getFileHandle(name, { create: true });
    const handle = await file.createSyncAccessHandle();
    try {
      if (at === 'new') handle.truncate(0);
      const written = handle.write(bytes as Uint8Array<ArrayBuffer>, {
        at: at === 'new' ? 0 : at,
      });
      if (written < bytes.length) throw new DOMException('Disk full', 'QuotaExceededError');
      handle.flush();
    } finally {
      handle.close();
    }
  };
  const keep = async (record: StoredModel): Promise<StoredModel> => {
    await write(record.id, RECORD_FILE, new TextEncoder().encode(JSON.stringify(record)), 'new');
    return record;
  };
  const store: ModelStore = {
    async list() {
      const records: StoredModel[] = [];
      for await (const id of (await models()).keys()) {
        const record = parseRecord((await (await read(id, RECORD_FILE))?.text()) ?? '');
        const size = (await read(id, MODEL_FILE))?.size;
        // Without its file a record is as good as none: the model can be had again.
        if (record && record.bytes === size) records.push(record);
      }
      return records.sort((one, two) => one.name.localeCompare(two.name));
    },
    async partialBytes(id) {
      return (await read(id, PART_FILE))?.size ?? 0;
    },
    partial: (id) => ({
      size: () => store.partialBytes(id),
      append: (bytes) =>
        withStorageErrors(async () => write(id, PART_FILE, bytes, await store.partialBytes(id))),
      clear: () => write(id, PART_FILE, new Uint8Array(0), 'new'),
    }),
    async finish(model) {
      const part = await read(model.id, PART_FILE);
      const bytes = new Uint8Array(part ? await part.arrayBuffer() : new ArrayBuffer(0));
      const sha256 = await sha256Hex(bytes);
      if (model.sha256 && sha256 !== model.sha256) {
        await store.delete(model.id);
        throw new SegueError(
          'model-unusable',
          `What was downloaded as ${model.name} is another file than the one that was tested. It was deleted; try again later.`,
        );
      }
      const place = await folder(model.id);
      await withStorageErrors(() => write(model.id, MODEL_FILE, bytes, 'new'));
      await place.removeEntry(PART_FILE);
      const { id, name, stemOrder } = model;
      return keep({ id, name, bytes: bytes.length, sha256, stemOrder });
    },
    async add({ name, bytes }) {
      const sha256 = await sha256Hex(bytes);
      const known = registeredModelOf(sha256);
      const id = known?.id ?? `file-${sha256.slice(0, 16)}`;
      try {
        await withStorageErrors(() => write(id, MODEL_FILE, bytes, 'new'));
      } catch (error) {
        await store.delete(id);
        throw error;
      }
      return keep({
        id,
        name: known?.name ?? name,
        bytes: bytes.length,
        sha256,
        stemOrder: known?.stemOrder,
      });
    },
    async read(id) {
      const file = await read(id, MODEL_FILE);
      if (file) return new Uint8Array(await file.arrayBuffer());
      throw new SegueError(
        'model-missing',
        'The model is no longer stored: the browser or another tab has deleted it. Get it again in the settings.',
      );
    },
    async delete(id) {
      await (await models()).removeEntry(id, { recursive: true }).catch(() => undefined);
    },
  };
  return store;
}

/** null where it was cut off: one bad record must not hide the models beside it. */
function parseRecord(text: string): StoredModel | null {
  try {
    return storedModelSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
